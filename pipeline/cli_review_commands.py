"""``congbao review``: its commands. What they do is `pipeline.cli_review`'s."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli_batch import DEFAULT_OUT, DEFAULT_REVIEWS, AsJson, Out

review = typer.Typer(
    help="Decide what the machine left open; every build replays the decisions.",
    rich_markup_mode=None,
)


@review.callback(invoke_without_command=True)
def _review(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


Reviews = Annotated[Path, typer.Option("--reviews", metavar="DIR", help="Folder of the decisions.")]
Question = Annotated[str, typer.Argument(metavar="ID", help="A finding's id, as `congbao review list` shows it.")]
AnyFinding = Annotated[str, typer.Argument(metavar="ID", help="A finding's id, of any rule.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; without it, the user's name.")]
Note = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]


@review.command("list")
def review_list(
    out: Out = DEFAULT_OUT,
    reviews: Reviews = DEFAULT_REVIEWS,
    decided: Annotated[bool, typer.Option("--decided", help="List the decisions instead.")] = False,
    as_json: AsJson = False,
) -> int:
    """List the names that wait for a decision.

    \b
    Examples:
      congbao review list
      congbao review list --decided --json
    """
    from pipeline.cli_review import show

    return show(out, reviews, decided=decided, as_json=as_json)


@review.command("accept")
def review_accept(
    finding: AnyFinding, out: Out = DEFAULT_OUT, reviews: Reviews = DEFAULT_REVIEWS, by: By = None, note: Note = ""
) -> int:
    """Say that a finding is known and right as printed.

    Of a finding that asks who is meant: that the machine's agency is the right one. Any other stays in the dataset,
    marked as accepted, and counts no more for --fail-on.

    \b
    Examples:
      congbao review accept fnd-0123456789ab --by Lan
      congbao review accept fnd-0123456789ab --note "the office wrote so itself"
    """
    from pipeline.cli_review import accept

    return accept(finding, out, reviews, by, note)


@review.command("reject")
def review_reject(
    question: Question,
    out: Out = DEFAULT_OUT,
    reviews: Reviews = DEFAULT_REVIEWS,
    no_agency: Annotated[bool, typer.Option("--no-agency", help="The text names no agency at all.")] = False,
    by: By = None,
    note: Note = "",
) -> int:
    """Say that the machine's agency is the wrong one.

    \b
    Examples:
      congbao review reject fnd-0123456789ab
      congbao review reject fnd-0123456789ab --no-agency --note "the certifier's own office"
    """
    from pipeline.cli_review import reject

    return reject(question, out, reviews, by, note, no_agency=no_agency)


@review.command("set")
def review_set(
    about: Annotated[
        str, typer.Argument(metavar="ID", help="A finding's, a record's, a document's or an agency's id.")
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="The agency's id, or the right value as JSON or text; '' for none.")
    ],
    column: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column that is wrong, of the record or the document.")
    ] = None,
    out: Out = DEFAULT_OUT,
    reviews: Reviews = DEFAULT_REVIEWS,
    by: By = None,
    note: Note = "",
) -> int:
    """Say what is right: which agency a name means, that two agencies are the same, or a column's value.

    \b
    Examples:
      congbao review set fnd-0123456789ab ubnd-23353                    the name of the finding means this unit
      congbao review set qms-0123456789ab 26 --column procedures_applied
      congbao review set ha-giang/2022/1456-qd-ubnd "Trần Đức Quý" --column signer_name
      congbao review set 67-chi-cuc-bao-ve-rung 67-chi-cuc-kiem-lam     both are one agency
    """
    from pipeline.cli_review import correct

    return correct(about, value, column, out, reviews, by, note)
