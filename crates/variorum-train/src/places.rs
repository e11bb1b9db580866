//! `variorum-train places`: the countries and what names them.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Makes the table of countries from the gazetteer: `places.tsv`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the public data.
    #[arg(long)]
    data: PathBuf,
    /// The folder that the table goes to.
    #[arg(long, default_value = "weights")]
    out: PathBuf,
}

/// Short forms that news uses and the gazetteer lacks, or has twice.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("america", "United States"),
    ("bosnia", "Bosnia and Herzegovina"),
    ("britain", "United Kingdom"),
    ("burma", "Myanmar"),
    ("czech republic", "Czechia"),
    ("drc", "DR Congo"),
    ("england", "United Kingdom"),
    ("holland", "Netherlands"),
    ("ivory coast", "Ivory Coast"),
    ("macedonia", "North Macedonia"),
    ("northern ireland", "United Kingdom"),
    ("scotland", "United Kingdom"),
    ("swaziland", "Eswatini"),
    ("u.a.e.", "United Arab Emirates"),
    ("u.k", "United Kingdom"),
    ("u.k.", "United Kingdom"),
    ("u.s", "United States"),
    ("u.s.", "United States"),
    ("u.s.a.", "United States"),
    ("uae", "United Arab Emirates"),
    ("uk", "United Kingdom"),
    ("us", "United States"),
    ("usa", "United States"),
    ("wales", "United Kingdom"),
];

/// What people are called beside the gazetteer's one word.
const PEOPLES: &[(&str, &str)] = &[
    ("argentinian", "Argentina"),
    ("brit", "United Kingdom"),
    ("briton", "United Kingdom"),
    ("dane", "Denmark"),
    ("emirati", "United Arab Emirates"),
    ("english", "United Kingdom"),
    ("filipina", "Philippines"),
    ("filipino", "Philippines"),
    ("finn", "Finland"),
    ("frenchman", "France"),
    ("kazakh", "Kazakhstan"),
    ("kyrgyz", "Kyrgyzstan"),
    ("montenegrin", "Montenegro"),
    ("philippine", "Philippines"),
    ("saudi", "Saudi Arabia"),
    ("scottish", "United Kingdom"),
    ("spaniard", "Spain"),
    ("swede", "Sweden"),
    ("tajik", "Tajikistan"),
    ("turk", "Turkey"),
    ("turkmen", "Turkmenistan"),
    ("uzbek", "Uzbekistan"),
    ("welsh", "United Kingdom"),
];

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let path = args.data.join("gazetteer/countries/countries.json");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let mut countries: Vec<Value> = serde_json::from_str(&text)?;
    // Where two share a key it names the independent one, then the larger.
    countries.sort_by(|a, b| rank(b).partial_cmp(&rank(a)).expect("areas are numbers"));
    let mut table: BTreeMap<String, (String, &str)> = BTreeMap::new();
    let mut put = |key: &str, country: &str, kind| {
        let key = variorum_language::norm(key).to_string();
        if key.chars().count() > 2 || SHORT_FORMS.iter().any(|(short, _)| *short == key) {
            table.entry(key).or_insert((country.to_owned(), kind));
        }
    };
    for (short, country) in SHORT_FORMS {
        put(short, country, "name");
    }
    for country in &countries {
        let name = country["name"]["common"]
            .as_str()
            .context("a country has a name")?;
        put(name, name, "name");
        put(
            country["name"]["official"].as_str().unwrap_or(name),
            name,
            "name",
        );
    }
    for country in countries
        .iter()
        .filter(|country| country["independent"] == true)
    {
        let name = country["name"]["common"]
            .as_str()
            .context("a country has a name")?;
        for other in strings(&country["altSpellings"]) {
            if other.is_ascii() && !other.contains(',') {
                put(other, name, "name");
            }
        }
    }
    for (people, country) in PEOPLES {
        put(people, country, "people");
        put(&format!("{people}s"), country, "people");
    }
    for country in &countries {
        let name = country["name"]["common"]
            .as_str()
            .context("a country has a name")?;
        for form in ["m", "f"] {
            let Some(people) = country["demonyms"]["eng"][form]
                .as_str()
                .filter(|p| !p.is_empty())
            else {
                continue;
            };
            for people in people.split([',', '/']).map(str::trim) {
                put(people, name, "people");
                if people.ends_with(['n', 'i', 'k', 't', 'r']) {
                    put(&format!("{people}s"), name, "people");
                }
            }
        }
    }
    for country in countries
        .iter()
        .filter(|country| country["independent"] == true)
    {
        let name = country["name"]["common"]
            .as_str()
            .context("a country has a name")?;
        for capital in strings(&country["capital"]) {
            put(capital, name, "capital");
            put(capital.trim_end_matches(" D.C."), name, "capital");
        }
    }
    let mut out = String::from(
        "# Countries by name, people and capital, from the mledoze/countries data set\n\
         # (ODbL 1.0, https://github.com/mledoze/countries). See places.md.\n",
    );
    for (key, (country, kind)) in &table {
        writeln!(out, "{key}\t{country}\t{kind}")?;
    }
    std::fs::write(args.out.join("places.tsv"), &out)?;
    eprintln!("{} keys, {} bytes", table.len(), out.len());
    Ok(())
}

fn rank(country: &Value) -> (bool, f64) {
    (
        country["independent"] == true,
        country["area"].as_f64().unwrap_or(0.0),
    )
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}
