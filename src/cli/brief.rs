//! `turnabout brief`: what a team should know before the next meeting. Gets the folded meetings, reads no file.

use clap::ValueEnum;
use jiff::Zoned;

use super::{CliError, Exit, Format, Printed};
use crate::{
    domain::{Agenda, TeamId},
    export::{Digest, brief::Before, html, markdown, text, text::COLUMNS},
};

/// In which form a brief is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For reading and for mail
    #[default]
    Text,
    /// For notes, mail and chat
    Markdown,
    /// A page for the browser and for print
    Html,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Text => Self::Text,
            Form::Markdown => Self::Markdown,
            Form::Html => Self::Html,
        }
    }
}

/// The page of the team that is called so or has this id, in `form`; without a name those of all teams.
///
/// # Errors
/// A team that is not on the agenda, and all teams as one page.
pub fn pages(
    before: &Before,
    agenda: &Agenda,
    team: Option<&str>,
    form: Form,
    now: &Zoned,
) -> Result<Printed, CliError> {
    let teams = teams(agenda, team)?;
    if form == Form::Html && teams.len() > 1 {
        let text = format!("a page is for one team: name it with --team; there are: {}", names(agenda));
        return Err(CliError::new(Exit::Usage, text));
    }
    let ahead = before.ahead(agenda, now);
    let pages = teams.into_iter().map(|team| {
        let digest = Digest::brief(before, agenda, team, &ahead);
        match form {
            Form::Text => text(&digest, COLUMNS),
            Form::Markdown => markdown(&digest),
            Form::Html => html(&digest),
        }
    });
    Ok(Printed::rendered(form.into(), &pages.collect::<Vec<_>>().join("\n\n")))
}

fn teams<'a>(agenda: &'a Agenda, called: Option<&str>) -> Result<Vec<&'a TeamId>, CliError> {
    let Some(called) = called else { return Ok(agenda.teams.iter().map(|team| &team.id).collect()) };
    let is_it = |text: &str| text.to_lowercase() == called.trim().to_lowercase();
    let team = agenda.teams.iter().find(|team| is_it(team.id.as_str()) || is_it(&team.name));
    let unknown = || CliError::new(Exit::Failed, format!("no team {called:?}; there are: {}", names(agenda)));
    Ok(vec![team.map(|team| &team.id).ok_or_else(unknown)?])
}

fn names(agenda: &Agenda) -> String {
    agenda.teams.iter().map(|team| team.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of(team: Option<&str>, form: Form) -> Result<String, CliError> {
        let agenda = Agenda::parse(include_str!("../../tests/data/agenda-1.json")).unwrap();
        let now = date(2026, 12, 10).at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        pages(&Before::default(), &agenda, team, form, &now).map(|pages| pages.to_string())
    }

    #[test]
    fn a_team_is_found_by_name_or_id_and_all_have_a_page_each() {
        let both = of(None, Form::Text).unwrap();
        assert_eq!(both.matches("Brief for ").count(), 2);
        let [by_name, by_id] = ["SALES", " sales "].map(|called| of(Some(called), Form::Markdown).unwrap());
        assert_eq!(by_name, by_id);
        assert_eq!(by_name.matches("Brief for ").count(), 1);
        assert!(of(Some("Sales"), Form::Html).unwrap().starts_with("<!DOCTYPE html>"));
    }

    #[test]
    fn what_cannot_be_is_told_with_the_names() {
        let unknown = of(Some("nobody"), Form::Text).unwrap_err();
        assert!(unknown.code() == 1 && unknown.message.contains("Sales, Operations"), "{unknown}");
        let two = of(None, Form::Html).unwrap_err();
        assert!(two.code() == 2 && two.message.contains("--team"), "{two}");
    }
}
