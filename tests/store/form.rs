//! Stores outlive versions of the program: what lies in their tables has to be read as it was written, or read anew.

use sha2::{Digest, Sha256};
use shinchoku::import::{Options, read};
use shinchoku::model::{Date, PlanCode};

/// The samples as they are kept, in one number.
const FORM: &str = "605e82a69cf3794d";

#[test]
fn what_lies_in_the_tables_has_the_form_of_this_version() {
    let mut hash = Sha256::new();
    for (name, plan) in [
        ("2015-half-year.txt", Some("P2")),
        ("2021-year-end.txt", None),
        ("2013-year-end.txt", None),
        ("2023-year-end.txt", None),
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kodaira").join(name);
        let options = Options {
            name: name.into(),
            encoding: None,
            plan: plan.and_then(PlanCode::parse),
            period: None,
            today: Date { year: 2026, month: 4, day: 1 },
        };
        let document = read(&std::fs::read(path).unwrap(), &options, &[]).unwrap();
        hash.update(postcard::to_stdvec(&document).unwrap());
    }
    let form: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        form, FORM,
        "documents are read otherwise, or kept otherwise: raise VERSION in src/store/sealed.rs and \
         src/store/snapshot.rs, so that stores of earlier versions are read anew, and put the new form here"
    );
}
