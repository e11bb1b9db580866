//! Who is who, and who said what, on the page.

use super::lines::Page;
use crate::order::{only_in, ordered_names, ordered_quotations, speaker};
use crate::templates as t;
use variorum_model::{Form, Name, NameKind, Quotation};

/// Places of one form that are linked; the rest is counted.
const PLACES: usize = 6;

/// Writes the names as a table.
pub(crate) fn write_names(page: &mut Page<'_, '_>) {
    let names = ordered_names(page.edition, true);
    if names.is_empty() {
        return;
    }
    page.begin(t::NAMES);
    let (varied, plain): (Vec<&Name>, Vec<&Name>) = names
        .into_iter()
        .partition(|name| name.forms.len() > 1 || !name.titles.is_empty());
    write_table(page, &varied);
    if !plain.is_empty() {
        page.writer.open("details", &[]);
        page.writer
            .element("summary", &[], &format!("{} {}", plain.len(), t::ONE_FORM));
        write_table(page, &plain);
        page.writer.close("details");
    }
    page.end();
}

fn write_table(page: &mut Page<'_, '_>, names: &[&Name]) {
    page.writer.open("table", &[("class", "names")]);
    page.writer.open("thead", &[]);
    page.writer.open("tr", &[]);
    for name in [t::NAME, t::TITLES, t::FORMS] {
        page.writer.element("th", &[("scope", "col")], name);
    }
    page.writer.close("tr");
    page.writer.close("thead");
    page.writer.open("tbody", &[]);
    for name in names {
        page.writer.open("tr", &[]);
        page.writer.open("th", &[("scope", "row"), ("dir", "auto")]);
        page.writer.text(&name.label);
        page.writer.text(" ");
        page.writer
            .element("span", &[("class", "own kind")], kind_words(name.kind));
        page.writer.close("th");
        page.writer.open("td", &[]);
        write_forms(page, &name.titles, |_| false);
        page.writer.close("td");
        page.writer.open("td", &[]);
        write_forms(page, &name.forms, |form| only_in(name, form).is_some());
        page.writer.close("td");
        page.writer.close("tr");
    }
    page.writer.close("tbody");
    page.writer.close("table");
}

fn kind_words(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => t::PERSON,
        NameKind::Organisation => t::ORGANISATION,
        NameKind::Place => t::PLACE_NAME,
        NameKind::Other => t::OTHER_NAME,
    }
}

/// Writes forms with their places; `odd` says which to point out.
fn write_forms(page: &mut Page<'_, '_>, forms: &[Form], odd: impl Fn(&Form) -> bool) {
    for form in forms {
        page.writer.open("span", &[("class", "form")]);
        if let Some(&first) = form.citations.first() {
            page.quotation(first);
        }
        if odd(form) {
            page.writer.text(" ");
            page.writer
                .element("span", &[("class", "own odd")], t::ONLY_HERE);
        }
        for &citation in form.citations.iter().take(PLACES) {
            page.writer.text(" ");
            page.place(citation);
        }
        if form.citations.len() > PLACES {
            page.writer
                .text(&format!(" +{}", form.citations.len() - PLACES));
        }
        page.writer.close("span");
        page.writer.text(" ");
    }
}

/// Writes the quotations, the wordings of each side by side.
pub(crate) fn write_quotations(page: &mut Page<'_, '_>) {
    let quotations = ordered_quotations(page.edition);
    if quotations.is_empty() {
        return;
    }
    page.begin(t::QUOTATIONS);
    let (several, single): (Vec<&Quotation>, Vec<&Quotation>) = quotations
        .into_iter()
        .partition(|quotation| quotation.readings.len() > 1);
    several
        .iter()
        .for_each(|quotation| write_quotation(page, quotation));
    if several.is_empty() {
        single
            .iter()
            .for_each(|quotation| write_quotation(page, quotation));
    } else if !single.is_empty() {
        page.writer.open("details", &[]);
        page.writer.element(
            "summary",
            &[],
            &format!("{} {}", single.len(), t::ONE_WORDING),
        );
        single
            .iter()
            .for_each(|quotation| write_quotation(page, quotation));
        page.writer.close("details");
    }
    page.end();
}

fn write_quotation(page: &mut Page<'_, '_>, quotation: &Quotation) {
    page.writer.open("article", &[("class", "utterance")]);
    page.writer.open("h3", &[]);
    match speaker(page.edition, quotation) {
        Some(name) => {
            page.quotation(name);
            page.writer.text(" ");
            page.place(name);
        }
        None => page.writer.text(t::NO_SPEAKER),
    }
    page.writer.close("h3");
    page.writer.open("ol", &[("class", "readings")]);
    for reading in &quotation.readings {
        page.writer.open("li", &[("class", "reading")]);
        page.writer
            .open("p", &[("class", "witness"), ("dir", "auto")]);
        if let Some(&first) = reading.citations.first() {
            page.quotation(first);
        }
        for &citation in &reading.citations {
            page.writer.text(" ");
            page.place(citation);
        }
        page.writer.close("p");
        let mut how = vec![if reading.marked {
            t::MARKED
        } else {
            t::UNMARKED
        }];
        if reading.translated {
            how.push(t::BACK);
        }
        page.writer
            .element("p", &[("class", "own")], &how.join(", "));
        page.writer.close("li");
    }
    page.writer.close("ol");
    page.writer.close("article");
}
