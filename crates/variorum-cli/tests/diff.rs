//! What a new report brings to a story.

use std::path::Path;
use std::process::Command;

use expect_test::expect;

#[test]
fn a_later_report_changes_the_toll_and_tells_things_of_its_own() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args([
            "diff",
            "kest-mine/00.txt",
            "kest-mine/01.txt",
            "--new",
            "kest-mine/02.txt",
        ])
        .current_dir(samples)
        .output()
        .unwrap();
    assert!(output.status.success());
    expect![[r#"
        Seven found dead in Aldane mine, two still missing

        WHAT CHANGES WITH IT
          Toll, update (the words say that it replaces), about “bringing the death toll
            to nine” [C:6]
            “nine” [C:6] — 1 origin: “rescue chief Hanne Dorrit”
            “Seven” [B:4] — no source given
        WHAT IT ALONE TELLS
          “The miners' union called a one-day strike in all pits of the region for
            Friday.” [C:12]
        WHAT OTHERS TELL, TOO
          “Monday's explosion was caused by firedamp, Dorrit said.” [C:8] — told by 2
            reports [A:6 B:10]
          “All nine miners dead in Kest” [C:4] — told by 1 report [A:4]
          “The last two miners missing in the Aldane mine near Kest were found dead on
            Wednesday morning” [C:6] — told by 1 report [B:4]
          “Aldane Mining said it had replaced the gas meters for which it was fined in
            2021.” [C:14] — told by 1 report [A:12]
          “Four men who came up alive on Monday have left hospital.” [C:10] — told by 1
            report [A:8]
          “bringing the death toll to nine, rescue chief Hanne Dorrit said.” [C:6] —
            told by 1 report [B:6]
    "#]]
    .assert_eq(&String::from_utf8(output.stdout).unwrap());
}

#[test]
fn a_report_that_cannot_be_read_is_named() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["diff", "kest-mine/00.txt", "--new", "kest-mine/none.txt"])
        .current_dir(samples)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("kest-mine/none.txt"), "{told}");
}
