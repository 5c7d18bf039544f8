using System.Collections.Immutable;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports.Parcels;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;
using CcsPolicy.Web.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>
/// 改正の書類一式。The sheets that go round with an amendment, to whoever may follow it: the sheet for the decision with its row for stamps, the amending instrument, the table of both texts, the text as it will be, and the
/// editions before. Those of a procedure carry classification, reader and time on each sheet.
/// </summary>
internal sealed class MakeParcelHandler(
    ReaderDb store, ShowAmendmentHandler amendments, RevisionHistory revisions, DomainWords words, IOptions<AmendingOptions> usage, IStringLocalizer<ReviewingText> text, IStringLocalizer<TextsText> texts, TimeProvider clock)
{
    public async Task<Result<Parcel>> HandleAsync(AmendmentId id, CancellationToken ct)
    {
        var found = await amendments.HandleAsync(id, ct);
        if (found.Error is { } refusal)
            return refusal;
        var view = found.Value;
        await using var db = await store.OpenAsync(ct);
        if (await db.KnownDocumentAsync(view.Document, ct) is not { Document: { } document })
            return DocumentErrors.NotFound;
        var now = clock.Now();
        var sheets = ImmutableArray.CreateBuilder<ParcelSheet>();
        sheets.Add(ForDecision(view));
        if (view.Given is { } given)
            sheets.Add(new(text["Given.Sheet"], false, [Lines(given.Text)]));
        var instrument = InstrumentOf(view, usage.Value);
        if (instrument is { Table: { } table })
            sheets.Add(new(text["Instrument"], true, [Lines(instrument.Lead), new ParcelPart.Compared(table), Lines($"{text["Parcel.Marked"]}\n{instrument.Own}")]));
        else if (instrument.Text.Length > 0)
            sheets.Add(new(text["Instrument"], false, [Lines(instrument.Text)]));
        if (view.BaseNumber > 0 && view.Kind != EditionKind.Repeal && instrument.Table is null)
            sheets.Add(new(text["Parcel.Table"], true, [new ParcelPart.Compared(ComparisonTable.Of(view.Comparison, usage.Value.Table()))]));
        if (view.Kind != EditionKind.Repeal)
            sheets.Add(new(text["Parcel.Text"], false, [new ParcelPart.Text(Lines(view.Tree))]));
        sheets.Add(view.AmendedBy == AmendingMethod.Revision ? new(text["Parcel.History"], false, [new ParcelPart.Grid(revisions.Head, [.. await revisions.RowsAsync(db, view, ct)], RevisionHistory.Widths)])
            : await HistoryAsync(db, view, ct));
        foreach (var one in view.With)
            await AddAsync(db, one, sheets, ct);
        // Where one of them is of a procedure, the whole file is marked as that one is.
        var marking = view.With.Select(one => (one.Document.Tier, one.Document.Openness)).Append((view.Tier, document.Openness)).OrderByDescending(one => one.Openness)
            .Select(one => ProcedureMarking.Of(one.Tier, one.Openness, db.Reader, now, texts)).FirstOrDefault(made => made is not null);
        return new Parcel(view.Title, db.Reader.Name, now, marking, text["Parcel.Missing"], sheets.ToImmutable());
    }

    /// <summary>伴う改正: what puts it into words, and the table of both texts.</summary>
    private async Task AddAsync(Data.PolicyDb db, Accompanying one, ImmutableArray<ParcelSheet>.Builder sheets, CancellationToken ct)
    {
        if (one.Amendment.BaseEditionId is null || await db.ReadDraftAsync(one.Amendment, ct) is not { Succeeded: true, Value: var draft })
            return;
        var (kind, comparison) = (one.Amendment.Kind, draft.Comparison());
        var instrument = one.Document.AmendedBy.IsPutIntoWords(kind) ? usage.Value.Written(kind, comparison.Old, comparison.New, one.Amendment.EffectiveFrom) : new("");
        if (instrument is { Table: { } table })
            sheets.Add(new(Named("Instrument"), true, [Lines(instrument.Lead), new ParcelPart.Compared(table), Lines($"{text["Parcel.Marked"]}\n{instrument.Own}")]));
        else if (instrument.Text.Length > 0)
            sheets.Add(new(Named("Instrument"), false, [Lines(instrument.Text)]));
        if (kind != EditionKind.Repeal && instrument.Table is null)
            sheets.Add(new(Named("Parcel.Table"), true, [new ParcelPart.Compared(ComparisonTable.Of(comparison, usage.Value.Table()))]));

        string Named(string sheet) => text["Parcel.With", one.Title, text[sheet].Value];
    }

    /// <summary>
    /// The text that amends in part what there was, or that repeals it, as the office writes it; empty for any other. An amending text, applied to the text that it amends, gives the draft, or none is written.
    /// </summary>
    public static WrittenInstrument InstrumentOf(AmendmentView view, AmendingOptions usage) =>
        HasInstrument(view) ? usage.Written(view.Kind, view.Comparison.Old, view.Comparison.New, view.EffectiveFrom) : new("");

    /// <summary>Whether it is put into words by an instrument: an amendment in part of what there was, or a repeal, of a document that is amended so.</summary>
    public static bool HasInstrument(AmendmentView view) => view.BaseNumber > 0 && view.AmendedBy.IsPutIntoWords(view.Kind);

    private static ParcelPart.Indented Lines(string words) => new([.. words.TrimEnd('\n').Split('\n')]);

    private static bool IsRevision(AmendmentView view) => view is { AmendedBy: AmendingMethod.Revision, Kind: EditionKind.PartialAmendment };

    private ParcelSheet ForDecision(AmendmentView view)
    {
        var (kind, enacted) = IsRevision(view) ? (text["Parcel.Revision"].Value, text["Parcel.RevisedOn"].Value) : (words[view.Kind], text["EnactedOn"].Value);
        var facts = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        Fact(text["Parcel.Document"], view.Code.Length > 0 ? $"{view.Title}（{view.Code}）" : view.Title);
        Fact(text["Parcel.Kind"], view.Kind == EditionKind.PartialAmendment ? $"{kind}（{words[view.Significance]}）" : kind);
        Fact(enacted, Day(view.EnactedOn));
        Fact(text["EffectiveFrom"], Day(view.EffectiveFrom));
        Fact(text["AppliesFrom"], Day(view.AppliesFrom));
        foreach (var part in view.Given?.Parts ?? [])
            Fact(text[part == view.Given!.On(view.EffectiveFrom) ? "Given.This" : "Given.Other"], $"{(part.Day is { } from ? ShownDate.Of(from) : text["Given.Event"].Value)}：{GivenNote.Places(part, text)}");
        Fact(text["Reason"], view.Reason);
        Fact(text["Accompanies"], view.First is { } first ? Tied(first) : "");
        Fact(text["Accompanying"], string.Join('\n', view.With.Select(Tied)));
        Fact(text["Drafting"], $"{string.Join("、", view.Writers)}　{ShownDate.At(view.DraftedAt)}");
        Fact(text["Parcel.Stage"], words[view.Stage]);
        Fact(text["Parcel.Hash"], view.Hash.ToString());
        ImmutableArray<ImmutableArray<string>> steps = [.. view.Steps.Where(step => step.At is not null).Select(step => ImmutableArray.Create(
            words[step.Kind], $"{step.By}{(step.AsDeputy ? $"（{text["AsDeputy"]}）" : "")}", ShownDate.At(step.At!.Value), text["Parcel.Outcome." + step.Outcome].Value + (step.Reason.Length > 0 ? "\n" + step.Reason : "")))];
        ImmutableArray<string> stamps = [.. usage.Value.Stamps.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        ImmutableArray<ParcelPart> parts = [.. stamps.IsEmpty ? [] : new ParcelPart[] { new ParcelPart.Stamps(stamps) }, new ParcelPart.Grid([], facts.ToImmutable(), [1, 4])];
        if (!steps.IsEmpty)
            parts = parts.Add(new ParcelPart.Grid([text["Parcel.Step"], text["Parcel.Who"], text["Parcel.When"], text["Parcel.Outcome"]], steps, [2, 3, 3, 4]));
        return new(text["Parcel.Decision", view.Title, kind], false, parts);

        string Tied(Accompanying one) => $"{text["Title", one.Title, words[one.Amendment.Kind]]}（{words[one.Amendment.Stage]}）";

        void Fact(string name, string value)
        {
            if (value.Length > 0)
                facts.Add([name, value]);
        }
    }

    /// <summary>改定履歴: the editions on record in their order, and this amendment while it is none of them.</summary>
    private async Task<ParcelSheet> HistoryAsync(Data.PolicyDb db, AmendmentView view, CancellationToken ct)
    {
        var editions = await db.Editions.AsNoTracking().Where(e => e.DocumentId == view.Document)
            .Select(e => new { Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId), e.Reason }).ToListAsync(ct);
        var order = new EditionOrder(editions.Select(e => e.Dates));
        var rows = order.All.Select(e => ImmutableArray.Create(
            words.EditionNumber(order.NumberOf(e.Id)), words[e.Kind], Day(e.EnactedOn), Day(e.EffectiveFrom), db.Open(view.Document, editions.First(row => row.Dates.Id == e.Id).Reason))).ToList();
        if (view.PublishedEdition is null)
            rows.Add([text["Parcel.Draft"], words[view.Kind], Day(view.EnactedOn), Day(view.EffectiveFrom), view.Reason]);
        return new(text["Parcel.History"], false, [new ParcelPart.Grid([text["Parcel.Edition"], text["Parcel.Kind"], text["EnactedOn"], text["EffectiveFrom"], text["Reason"]], [.. rows], [2, 3, 4, 4, 6])]);
    }

    private static string Day(DateOnly? day) => day is { } known ? ShownDate.Of(known) : "";

    private static ImmutableArray<ParcelLine> Lines(ProvisionTree tree) =>
        [.. ComparisonTable.Of(TreeComparison.Between(tree, tree), new() { IsWhole = true }).Rows.Select(row => new ParcelLine(string.Concat((row.New ?? []).Select(run => run.Text)), row.Depth, row.BeginsBlock))];
}
