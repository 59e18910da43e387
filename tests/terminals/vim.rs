//! The terminal inside of vim, which follows 'ambiwidth'. It says of each cell what stands in it.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufReader, Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use tempfile::TempDir;

use super::kit::{
    Ambiguous, COLS, LOCALE, PATIENCE, Program, ROWS, Screen, Started, Terminal, need, patiently,
};

/// Starts the program in a terminal of vim's, and puts vim at the disposal of whoever listens at the socket.
const SCRIPT: &str = "
set encoding=utf-8 ambiwidth=AMBIWIDTH termwinsize=ROWSxCOLS
let g:program = term_start(CALL)
func Screen()
  return map(range(1, ROWS), {_, row -> map(term_scrape(g:program, row), {_, cell -> [cell.chars, cell.width]})})
endfunc
func Type(keys)
  call term_sendkeys(g:program, a:keys)
endfunc
let g:test = ch_open('unix:SOCKET', {'mode': 'json'})
";

struct Vim {
    child: Box<dyn Child + Send + Sync>,
    /// The terminal that vim itself has, which nobody looks at.
    _outer: Box<dyn MasterPty + Send>,
    stream: UnixStream,
    answers: BufReader<UnixStream>,
    _dir: TempDir,
}

pub fn start(ambiguous: Ambiguous, program: &Program) -> Started {
    need(&["vim.nox"])?;
    let dir = tempfile::tempdir().unwrap();
    let (socket, script) = (dir.path().join("socket"), dir.path().join("script.vim"));
    let listener = UnixListener::bind(&socket).unwrap();
    let ambiwidth = if ambiguous == Ambiguous::Wide { "double" } else { "single" };
    let text = SCRIPT
        .replace("AMBIWIDTH", ambiwidth)
        .replace("ROWS", &ROWS.to_string())
        .replace("COLS", &COLS.to_string())
        .replace("SOCKET", socket.to_str().unwrap())
        .replace("CALL", &json!(program.call).to_string());
    fs::write(&script, text).unwrap();
    // Larger than the terminal inside.
    let size = PtySize { rows: ROWS + 10, cols: COLS + 10, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut vim = CommandBuilder::new("vim.nox");
    vim.args(["-N", "-u", "NONE", "-i", "NONE", "-n", "-S"]);
    vim.arg(&script);
    vim.env("TERM", "xterm-256color");
    vim.env("LC_ALL", LOCALE);
    let child = pair.slave.spawn_command(vim).unwrap();
    // Taken away, so that vim never waits for it.
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut chunk = [0; 4096];
    std::thread::spawn(move || while reader.read(&mut chunk).is_ok_and(|n| n > 0) {});
    let (stream, _) = patiently("vim comes to the socket", move || listener.accept().unwrap());
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let answers = BufReader::new(stream.try_clone().unwrap());
    Ok(Box::new(Vim { child, _outer: pair.master, stream, answers, _dir: dir }))
}

impl Vim {
    /// Calls a function of vim's.
    fn call(&mut self, function: &str, arguments: &Value) -> Value {
        writeln!(self.stream, "{}", json!(["call", function, arguments, -1])).unwrap();
        let mut answers = serde_json::Deserializer::from_reader(&mut self.answers).into_iter::<Value>();
        answers.next().unwrap_or_else(|| panic!("vim is gone")).unwrap()[1].take()
    }
}

impl Terminal for Vim {
    fn press(&mut self, keys: &str) {
        self.call("Type", &json!([keys]));
    }

    fn screen(&mut self) -> Screen {
        let rows: Vec<Vec<(String, usize)>> =
            serde_json::from_value(self.call("Screen", &json!([]))).unwrap();
        let cells = |(text, width): (String, usize)| {
            std::iter::once(Some(text)).chain((1..width).map(|_| None)).collect::<Vec<_>>()
        };
        rows.into_iter().map(|row| row.into_iter().flat_map(cells).collect()).collect()
    }

    /// Vim 9.0 begins a character with one decoder and goes on with another, where a piece of output ends within it and
    /// began with a letter of ASCII. Pieces are made by the system and the load. The program never sends this sign.
    fn has_spoilt(&self, seen: &Screen) -> bool {
        seen.iter().flatten().flatten().any(|text| text.contains('\u{FFFD}'))
    }
}

impl Drop for Vim {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
