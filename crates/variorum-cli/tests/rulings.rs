//! Rulings and known names: what the reader says is applied, and shown.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use expect_test::expect;
use serde_json::Value;

const ONE: &str = "Mill burns at Harrow Wharf\n\n\
    HARROW WHARF (Tidewater Press) - A fire destroyed the old cotton mill at Harrow Wharf on \
    Monday and killed two night watchmen, the fire brigade said.\n\n\
    The owner, Dorian Pell, said the building had been empty since spring.\n\n\
    The mill was built in 1882 for the Corran brothers.\n\n\
    Sign up to our morning letter for more of this.\n";

const OTHER: &str = "Two dead in mill blaze\n\n\
    Two watchmen died when the cotton mill at Harrow Wharf burnt down on Monday, according to \
    the fire brigade.\n\n\
    Mr Pelle, who owns it, told reporters that nobody had worked there for months.\n\n\
    Built in 1882 for the Corran brothers, the mill had been for sale.\n\n\
    Police are asking witnesses to come forward.\n";

/// Writes the two reports, what the reader says, and runs `brief` on them.
fn brief(folder: &Path, rulings: &str, names: &str, format: &str) -> Output {
    for (file, text) in [
        ("one.txt", ONE),
        ("other.txt", OTHER),
        ("r.tsv", rulings),
        ("n.tsv", names),
    ] {
        fs::write(folder.join(file), text).unwrap();
    }
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .current_dir(folder)
        .args(["brief", "one.txt", "other.txt", "--format", format])
        .args(["--rulings", "r.tsv", "--names", "n.tsv"])
        .output()
        .unwrap()
}

fn story(rulings: &str, names: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let output = brief(folder.path(), rulings, names, "json");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut document: Value = serde_json::from_slice(&output.stdout).unwrap();
    document["stories"][0].take()
}

/// Tells whether one claim has statements that hold both words.
fn is_one_claim(story: &Value, one: &str, other: &str) -> bool {
    let has = |claim: &Value, words: &str| {
        let statements = claim["statements"].as_array().unwrap();
        statements
            .iter()
            .any(|s| s["text"].as_str().unwrap().contains(words))
    };
    let claims = story["claims"].as_array().unwrap();
    claims
        .iter()
        .any(|claim| has(claim, one) && has(claim, other))
}

fn forms_of<'a>(story: &'a Value, word: &str) -> Vec<&'a str> {
    let forms = |name: &'a Value| -> Vec<&'a str> {
        let forms = name["forms"].as_array().unwrap().iter();
        forms.map(|form| form["text"].as_str().unwrap()).collect()
    };
    let mut names = story["names"].as_array().unwrap().iter().map(forms);
    names
        .find(|forms| forms.contains(&word))
        .unwrap_or_default()
}

#[test]
fn statements_are_joined_and_held_apart_as_ruled() {
    let (fire, empty) = ("A fire destroyed", "been empty since");
    let plain = story("", "");
    assert!(is_one_claim(&plain, fire, "burnt down"));
    assert!(!is_one_claim(&plain, empty, "come forward"));
    let ruled = story(
        "apart\tone.txt:3\tother.txt:3\nsame\tone.txt:5\tother.txt:9\n",
        "",
    );
    assert!(!is_one_claim(&ruled, fire, "burnt down"));
    assert!(is_one_claim(&ruled, empty, "come forward"));
}

#[test]
fn names_that_the_reader_knows_are_one() {
    assert!(!forms_of(&story("", ""), "Dorian Pell").contains(&"Pelle"));
    let known = story("", "# who owns it\nDorian Pell\tPelle\n");
    assert!(forms_of(&known, "Dorian Pell").contains(&"Pelle"));
}

#[test]
fn a_mention_is_held_apart_from_another_as_ruled() {
    let place = |text: &str, words: &str| {
        let start = text.find(words).unwrap();
        format!("{start}-{}", start + words.len())
    };
    let (one, other) = (place(ONE, "Dorian Pell"), place(OTHER, "Pelle"));
    let ruling = format!("apart\tone.txt:{one}\tother.txt:{other}\n");
    let ruled = story(&ruling, "Dorian Pell\tPelle\n");
    assert!(!forms_of(&ruled, "Dorian Pell").contains(&"Pelle"));
}

#[test]
fn what_is_ruled_of_a_report_holds_and_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let rulings = "furniture\tone.txt:5\n\
        published\tother.txt\t2031-03-04/2031-03-05\n\
        outlet\tother.txt\tWharf Herald\n\
        origin\tother.txt\tone.txt\n";
    let output = brief(folder.path(), rulings, "", "terminal");
    let page = String::from_utf8(output.stdout).unwrap();
    let lines = page.lines().map(str::trim);
    let lines = lines.filter(|line| line.contains("ruled"));
    expect![[r#"
        [A] Wharf Herald, 4–5 March 2031 ruled; [B] one, no date found [A:1 B:1]
        [A] took 100 % of its text from [B], as ruled [A:1,3,5,7,9]
        ruled furniture: “The owner, Dorian Pell, said the building had been empty
        [A] ruled to be published 4–5 March 2031 [A:1]
        [A] ruled to be by Wharf Herald [A:1]
        [A] ruled to rest on [B] [A:1]"#]]
    .assert_eq(&lines.collect::<Vec<_>>().join("\n"));
    let ruled = story(rulings, "");
    let told = ruled["claims"].to_string();
    assert!(
        !told.contains("been empty since"),
        "furniture makes no statement"
    );
    assert_eq!(ruled["rulings"].as_array().unwrap().len(), 4);
}

#[test]
fn a_report_ruled_to_rest_on_another_is_no_second_origin() {
    let most = |rulings: &str| {
        let story = story(rulings, "");
        let claims = story["claims"].as_array().unwrap();
        let built = |claim: &&Value| {
            claim["support"]["reports"] == 2
                && claim["exemplar"]["text"].as_str().unwrap().contains("1882")
        };
        claims.iter().find(built).unwrap()["support"]["origins"]["most"].as_u64()
    };
    assert_eq!(most(""), Some(2));
    assert_eq!(most("origin\tother.txt\tone.txt\n"), Some(1));
}

#[test]
fn a_fault_names_the_file_and_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let output = brief(folder.path(), "\nsame\tone.txt:3\n", "", "terminal");
    assert_eq!(output.status.code(), Some(1));
    expect![[r#"
        variorum: r.tsv: line 2: same takes two things after it, between tabs, not 1
    "#]]
    .assert_eq(&String::from_utf8(output.stderr).unwrap());
}
