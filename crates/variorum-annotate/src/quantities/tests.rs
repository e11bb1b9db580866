//! What is read as a quantity, and what is not.

use expect_test::{Expect, expect};

use crate::probe;

/// Prints each quantity of a text with what it says.
#[track_caller]
fn check(text: &str, expected: &Expect) {
    let annotated = probe(text);
    let mut printed = String::new();
    for q in &annotated.quantities {
        let bound = |b: Option<f64>| b.map_or("?".to_owned(), |b| b.to_string());
        printed += &format!(
            "{} = {}..{}",
            annotated.report.at(q.span),
            bound(q.low),
            bound(q.high)
        );
        if q.approximate {
            printed += " about";
        }
        if let Some(unit) = &q.unit {
            printed += &format!(" {unit}");
        }
        if let Some(counted) = q.counted {
            printed += &format!(" of {}", annotated.report.at(counted));
        }
        if let Some(toll) = q.toll {
            printed += &format!(" {toll:?}");
        }
        if q.cumulative {
            printed += " cumulative";
        }
        if q.part {
            printed += " part";
        }
        printed.push('\n');
    }
    expected.assert_eq(&printed);
}

#[test]
fn bounds_are_closed() {
    check(
        "More than 200 people fled. At least 14 fighters were killed. Up to 30 boats sank. \
         Fewer than 10 shops opened. As many as two dozen cars burned.",
        &expect![[r#"
            More than 200 = 201..? of people Displaced
            At least 14 = 14..? of fighters Killed
            Up to 30 = ?..30 of boats
            Fewer than 10 = ?..9 of shops
            As many as two dozen = ?..24 of cars
        "#]],
    );
}

#[test]
fn numbers_in_words_are_read_whole() {
    check(
        "Half a million people marched. Two hundred and fifty thousand stayed home. Tens of \
         thousands of voters queued. Several hundred farmers came. A third of the shops closed.",
        &expect![[r#"
            Half a million = 500000..500000 of people
            Two hundred and fifty thousand = 250000..250000
            Tens of thousands = 20000..? about of voters
            Several hundred = 300..? about of farmers
            A third = 33.333333333333336..33.333333333333336 about % of shops
        "#]],
    );
}

#[test]
fn units_come_in_base_form() {
    check(
        "The 8.5-tonne bridge fell 230 miles away. It cost $1.2 billion. Parts of 100kg were found. \
         It weighed 19,000 pounds. Prices rose 5.5 percent. It was 20 degrees Celsius.",
        &expect![[r#"
            8.5-tonne = 8500..8500 kg of bridge
            230 miles = 370149.12..370149.12 m of bridge
            $1.2 billion = 1200000000..1200000000 USD
            100kg = 100..100 kg of Parts
            19,000 pounds = 8618.25503..8618.25503 kg
            5.5 percent = 5.5..5.5 % of Prices
            20 degrees Celsius = 20..20 °C
        "#]],
    );
}

#[test]
fn a_list_shares_the_fate_of_its_members() {
    check(
        "Ten people including three children were killed and 20 others injured. \
         The blast killed 14 soldiers and two civilians.",
        &expect![[r#"
            Ten = 10..10 of people Killed
            three = 3..3 of children Killed part
            20 = 20..20 of others Injured
            14 = 14..14 of soldiers Killed
            two = 2..2 of civilians Killed
        "#]],
    );
}

#[test]
fn a_fate_may_stand_before_or_after_the_count() {
    check(
        "The death toll rose to 234. Police arrested 12 men. Forty miners are still missing. \
         No casualties were reported. The strike left 9 dead. 14 killed in Dorrim.",
        &expect![[r#"
            234 = 234..234 Killed
            12 = 12..12 of men Detained
            Forty = 40..40 of miners Missing
            No = 0..0 of casualties Killed
            No = 0..0 of casualties Injured
            9 = 9..9 Killed
            14 = 14..14 Killed
        "#]],
    );
}

#[test]
fn years_scores_and_designations_are_no_quantities() {
    check(
        "Anna Berg took Flight 370 in 2011. The team won 3-1 on the 21st. \
         Tarn-1 flew over Highway 61. Call 555-123-4567.",
        &expect![[r#""#]],
    );
}

#[test]
fn an_age_measures_a_person_and_counts_nobody() {
    check(
        "Anna Berg, 45, met a 20-year-old pilot. The pair, aged 13 to 17, were fined. \
         Harro, who was 17, was shot dead.",
        &expect![[r#"
            45 = 45..45 age of Berg
            20-year-old = 20..20 age of pilot
            13 to 17 = 13..17 age of pair
            17 = 17..17 age of Harro
        "#]],
    );
}

#[test]
fn a_part_is_marked_and_has_the_fate_of_its_whole() {
    check(
        "The blast injured 60, eight of them seriously. Of the 300 on board, 120 were rescued. \
         The raid killed 14 of the fighters.",
        &expect![[r#"
            60 = 60..60 Injured
            eight = 8..8 Injured part
            300 = 300..300
            120 = 120..120 Rescued part
            14 = 14..14 of fighters Killed part
        "#]],
    );
}

#[test]
fn nobody_is_none_of_those_named() {
    check(
        "No one was killed. None of the passengers was hurt. It sank without loss of life. \
         No one has claimed the attack.",
        &expect![[r#"
            No = 0..0 Killed
            None = 0..0 of passengers Injured
            without = 0..0 of life Killed
        "#]],
    );
}

#[test]
fn a_count_since_a_date_adds_up() {
    check(
        "Some 6,000 people have died since the war began. Three died in the fire.",
        &expect![[r#"
            Some 6,000 = 6000..6000 about of people Killed cumulative
            Three = 3..3 Killed
        "#]],
    );
}

#[test]
fn a_share_and_a_price_are_no_range() {
    check(
        "Shares of the mill fell 4.3 percent to $63.20. The rate rose 5 percent to 6 percent.",
        &expect![[r#"
            4.3 percent = 4.3..4.3 % of Shares
            $63.20 = 63.2..63.2 USD
            5 percent to 6 percent = 5..6 % of rate
        "#]],
    );
}
