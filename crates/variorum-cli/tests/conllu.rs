//! `annotate --conllu`: the words of a treebank file stay, the rest is ours.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::process::{Command, Output};

const FILE: &str = "\
# sent_id = 1
# text = The ferry didn't sink.
1\tThe\t_\t_\t_\t_\t_\t_\t_\t_
2\tferry\t_\t_\t_\t_\t_\t_\t_\t_
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdid\t_\t_\t_\t_\t_\t_\t_\t_
4\tn't\t_\t_\t_\t_\t_\t_\t_\t_
5\tsink\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
6\t.\t_\t_\t_\t_\t_\t_\t_\t_

1\tShe\t_\t_\t_\t_\t_\t_\t_\t_
1.1\tnot\tsaid\t_\t_\t_\t_\t_\t_\t_
2\tsaw\t_\t_\t_\t_\t_\t_\t_\t_
3\tMarsh\t_\t_\t_\t_\t_\t_\t_\t_
";

fn annotate(file: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.conllu");
    std::fs::write(&path, file).unwrap();
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["annotate", "--conllu"])
        .arg(&path)
        .output()
        .expect("the program starts")
}

#[test]
fn words_stay_and_get_lemmas_tags_features_heads_and_relations() {
    let output = annotate(FILE);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "\
# sent_id = 1
# text = The ferry didn't sink.
1\tThe\tthe\tDET\tDT\tDefinite=Def\t2\tdet\t_\t_
2\tferry\tferry\tNOUN\tNN\tNumber=Sing\t5\tnsubj\t_\t_
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdid\tdo\tAUX\tVBD\tTense=Past|VerbForm=Fin\t5\taux\t_\t_
4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_
5\tsink\tsink\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tsaw\tsee\tVERB\tVBD\tTense=Past|VerbForm=Fin\t0\troot\t_\t_
3\tMarsh\tMarsh\tPROPN\tNNP\tNumber=Sing\t2\tobj\t_\t_

"
    );
}

#[test]
fn a_line_of_another_form_is_told_by_its_number() {
    let output = annotate("1\tThe\tthe\n");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(
        told.contains("line 1") && told.contains("3 columns"),
        "{told}"
    );
}
