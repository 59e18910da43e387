//! The binary: hands over to `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    shinchoku::cli::main()
}
