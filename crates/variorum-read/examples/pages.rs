//! Reads web pages one after the other on one core and prints their articles
//! as one JSON object, to set beside another program: `eval/peers` has the
//! recipe.
//!
//! Usage: `pages FOLDER` of `.html.gz` files; the seconds go to standard error.

use std::time::Instant;

use variorum_model::BlockRole;
use variorum_read::{Input, ReadConfig, read};

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_default();
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    files.sort();
    let begun = Instant::now();
    let mut articles = serde_json::Map::new();
    for file in &files {
        let path = file.file_name().unwrap_or_default().to_string_lossy();
        let input = Input {
            path: path.trim_end_matches(".gz").to_owned(),
            bytes: std::fs::read(file)?,
        };
        let reports = read(&[input], &ReadConfig::default()).value.reports;
        let roles = [BlockRole::Body, BlockRole::Caption, BlockRole::Dateline];
        let article: Vec<&str> = reports
            .iter()
            .flat_map(|report| report.blocks.iter().map(move |block| (report, block)))
            .filter(|(_, block)| roles.contains(&block.role))
            .map(|(report, block)| report.at(block.span))
            .collect();
        let name = path.trim_end_matches(".html.gz").to_owned();
        articles.insert(name, article.join("\n").into());
    }
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("{} pages in {seconds:.2} s", files.len());
    println!("{}", serde_json::Value::Object(articles));
    Ok(())
}
