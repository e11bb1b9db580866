//! What `variorum trace` prints for other programs, and of odd input.

#![expect(clippy::unwrap_used, reason = "a test stops at the first fault")]

use std::process::Command;

use expect_test::expect;

const WIRE: &str = "Forty miners were brought up alive from the Kest pit on Tuesday after two \
nights under ground, and the owners shut the shaft for good. Families had waited at the gate since \
the roof came down.";

fn record(outlet: &str, day: &str, text: &str) -> String {
    serde_json::json!({"id": outlet, "outlet": outlet, "published": day, "text": text}).to_string()
}

/// Traces records in a form; returns what is printed.
#[track_caller]
fn traced(records: &[String], format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.jsonl"), records.join("\n")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["trace", "in.jsonl", "--format", format])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A page that prints an agency's text, one that took it from there with a word
/// changed, and one on the same day with a part: open who from whom.
fn records() -> [String; 3] {
    let changed = WIRE.replace("for good", "\"for good\"");
    [
        record(
            "Kest & Co",
            "2031-03-04",
            &format!("DUNMERE (AFP) - {WIRE}"),
        ),
        record(
            "Vale <Herald>",
            "2031-03-06",
            &format!("{changed}\n\nHe left."),
        ),
        record(
            "Lisk Echo",
            "2031-03-07",
            "Nothing of it was told in Lisk, on that day or later.",
        ),
    ]
}

#[test]
fn the_graph_is_written_for_graphviz_and_for_graph_programs() {
    expect![[r#"
        digraph lineage {
          rankdir=LR;
          node [fontname="sans-serif"];
          n0 [shape=box, label="AFP"];
          n1 [shape=ellipse, label="Kest & Co\n2031-03-04"];
          n2 [shape=ellipse, label="Vale <Herald>\n2031-03-06"];
          n3 [shape=ellipse, label="Lisk Echo\n2031-03-07"];
          n0 -> n1 [penwidth=6.0, label="100%", tooltip="it names its source"];
          n0 -> n2 [penwidth=5.7, label="95%", tooltip="others with the same text name the source"];
        }
    "#]]
    .assert_eq(&traced(&records(), "dot"));
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
          <key id="label" for="node" attr.name="label" attr.type="string"/>
          <key id="kind" for="node" attr.name="kind" attr.type="string"/>
          <key id="report" for="node" attr.name="report" attr.type="string"/>
          <key id="start" for="node" attr.name="start" attr.type="string"/>
          <key id="end" for="node" attr.name="end" attr.type="string"/>
          <key id="own" for="node" attr.name="own" attr.type="double"/>
          <key id="share" for="edge" attr.name="share" attr.type="double"/>
          <key id="basis" for="edge" attr.name="basis" attr.type="string"/>
          <key id="because" for="edge" attr.name="because" attr.type="string"/>
          <graph id="lineage" edgedefault="directed">
            <node id="n0">
              <data key="label">AFP</data>
              <data key="kind">agency</data>
            </node>
            <node id="n1">
              <data key="label">Kest &amp; Co</data>
              <data key="kind">report</data>
              <data key="report">rbc71b182281770c4</data>
              <data key="start">2031-03-04</data>
              <data key="end">2031-03-04</data>
              <data key="own">0.0000</data>
            </node>
            <node id="n2">
              <data key="label">Vale &lt;Herald&gt;</data>
              <data key="kind">report</data>
              <data key="report">rb02536aef5274013</data>
              <data key="start">2031-03-06</data>
              <data key="end">2031-03-06</data>
              <data key="own">0.0526</data>
            </node>
            <node id="n3">
              <data key="label">Lisk Echo</data>
              <data key="kind">report</data>
              <data key="report">r09101465116f7244</data>
              <data key="start">2031-03-07</data>
              <data key="end">2031-03-07</data>
              <data key="own">1.0000</data>
            </node>
            <edge source="n0" target="n1">
              <data key="share">1.0000</data>
              <data key="basis">both</data>
              <data key="because">it names its source</data>
            </edge>
            <edge source="n0" target="n2">
              <data key="share">0.9474</data>
              <data key="basis">text</data>
              <data key="because">others with the same text name the source</data>
            </edge>
          </graph>
        </graphml>
    "#]]
    .assert_eq(&traced(&records(), "graphml"));
}

#[test]
fn edges_and_passages_are_tables_these_in_the_columns_of_passim() {
    expect![[r#"
        source,source_name,source_kind,target,target_name,decided,share,basis,because,begin,end,text,source_text
        ,AFP,agency,rbc71b182281770c4,Kest & Co,true,1.0000,both,it names its source,16,207,"Forty miners were brought up alive from the Kest pit on Tuesday after two nights under ground, and the owners shut the shaft for good. Families had waited at the gate since the roof came down",
        ,AFP,agency,rb02536aef5274013,Vale <Herald>,true,0.9474,text,others with the same text name the source,0,193,"Forty miners were brought up alive from the Kest pit on Tuesday after two nights under ground, and the owners shut the shaft ""for good"". Families had waited at the gate since the roof came down",
    "#]].assert_eq(&traced(&records(), "csv"));
    expect![[r#"
        cluster,size,id,series,date,begin,end,text,report,quoted,first
        pb6605de5735d3828,2,Vale <Herald>,Vale <Herald>,2031-03-06,0,193,"Forty miners were brought up alive from the Kest pit on Tuesday after two nights under ground, and the owners shut the shaft ""for good"". Families had waited at the gate since the roof came down",rb02536aef5274013,false,false
        pb6605de5735d3828,2,Kest & Co,Kest & Co,2031-03-04,16,207,"Forty miners were brought up alive from the Kest pit on Tuesday after two nights under ground, and the owners shut the shaft for good. Families had waited at the gate since the roof came down",rbc71b182281770c4,false,true
    "#]].assert_eq(&traced(&records(), "passages"));
}

#[test]
fn the_drawing_says_in_words_what_shows_each_edge() {
    let drawing = traced(&records(), "svg");
    let told: Vec<&str> = drawing
        .lines()
        .filter(|line| line.contains("of its text from"))
        .filter_map(|line| line.strip_suffix("</text>")?.split_once("\">"))
        .map(|(_, told)| told)
        .collect();
    expect![[r#"
        1. Kest &amp; Co took 100 % of its text from AFP: it names its source
        2. Vale &lt;Herald&gt; took 95 % of its text from AFP: others with the same text name the source"#]].assert_eq(&told.join("\n"));
}

#[test]
fn clocks_that_disagree_are_told_and_both_days_kept() {
    let credit = format!("{WIRE}\n\nThis article first appeared in the Kest Courier.");
    let records = [
        record("Kest Courier", "2031-03-04", WIRE),
        record("Vale Herald", "2031-03-01", &credit),
    ];
    expect![[r#"
        Kest Courier, 2031-03-04, 100 % its own
        └┄┄ Vale Herald, 2031-03-01, 18 % its own
                82 % shared with it, who from whom is open: the text says one order, the
                  days the other
                [0-191] “Forty miners were brought up alive from the Kest pit on Tuesd…”
        1 passage, 1 copy, 1 line
    "#]]
    .assert_eq(&traced(&records, "terminal"));
}

#[test]
fn a_script_without_spaces_is_traced_by_its_characters() {
    let told = "港の火事で三人が死亡し五人が負傷したと警察が金曜日に発表した。市長は土曜日に現場を訪れ、\
                遺族に会った後、港の倉庫をすべて調べるよう命じたが、理由は述べなかった。";
    let records = [
        record("港新聞", "2031-03-04", told),
        record("谷日報", "2031-03-06", &format!("谷からの報告。{told}")),
    ];
    expect![[r#"
        港新聞, 2031-03-04, 100 % its own
        └── 谷日報, 2031-03-06, 7 % its own
                93 % from it: the source appeared before
                [21-258] “港の火事で三人が死亡し五人が負傷したと警察が金曜日に発表した…”
        1 passage, 1 copy, 1 line
    "#]]
    .assert_eq(&traced(&records, "terminal"));
}
