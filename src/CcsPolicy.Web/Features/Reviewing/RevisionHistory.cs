using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>改定履歴 of a document that is revised and not amended by an instrument: each edition, its day, what was revised in it, and who decided it.</summary>
internal sealed class RevisionHistory(DomainWords words, IStringLocalizer<ReviewingText> text)
{
    private const int MostPlaces = 12;

    public ImmutableArray<string> Head => [text["Parcel.Edition"], text["Parcel.RevisedOn"], text["Parcel.Places"], text["Parcel.Approver"]];

    public static ImmutableArray<int> Widths => [2, 4, 8, 4];

    public async Task<List<ImmutableArray<string>>> RowsAsync(PolicyDb db, AmendmentView view, CancellationToken ct)
    {
        var editions = await db.Editions.AsNoTracking().Where(e => e.DocumentId == view.Document && e.Kind != EditionKind.TakenBack)
            .Select(e => new
            {
                Dates = new EditionDates(e.Id, e.Kind, e.Significance, e.EnactedOn, e.EffectiveFrom, e.RecordedAt, e.BaseEditionId, e.CarriedFromId), e.Text, e.Keys,
                DecidedBy = db.Amendments.Where(a => a.PublishedEditionId == e.Id).SelectMany(a => a.Steps).Where(step => step.Kind == StepKind.Decide && step.Outcome == StepOutcome.Agreed)
                    .OrderByDescending(step => step.Round).Select(step => step.DecidedBy).FirstOrDefault(),
            }).ToListAsync(ct);
        if (await db.KnownDocumentAsync(view.Document, ct) is not { Order: { } order })
            return [];
        var names = await db.NamesAsync(editions.Select(e => e.DecidedBy).OfType<Domain.People.PersonId>(), ct);
        var rows = new List<ImmutableArray<string>>();
        ProvisionTree? before = null;
        foreach (var edition in order.All)
        {
            // Published since the texts were read: the next look has it.
            if (editions.Find(e => e.Dates.Id == edition.Id) is not { } row)
                continue;
            db.Shown?.TextRead(view.Document, "edition", edition.Id);
            var tree = edition.Kind == EditionKind.Repeal ? before : DraftTexts.TreeOf(db.Open(view.Document, row.Text), row.Keys);
            var by = order.PlacesOf(edition.Id).Select(place => editions.Find(e => e.Dates.Id == place)?.DecidedBy).OfType<Domain.People.PersonId>().LastOrDefault();
            rows.Add([words.EditionNumber(order.NumberOf(edition.Id)), ShownDate.Of(edition.EnactedOn), PlacesOf(edition.Kind, before, tree), names.GetValueOrDefault(by, "")]);
            before = tree;
        }
        if (view.PublishedEdition is null)
            rows.Add([text["Parcel.Draft"], view.EnactedOn is { } day ? ShownDate.Of(day) : "", view.Kind == EditionKind.PartialAmendment ? Places(view.Comparison) : words[view.Kind],
                view.Steps.LastOrDefault(step => step is { Kind: StepKind.Decide, Outcome: StepOutcome.Agreed } && step.Round == view.Round)?.By ?? ""]);
        return rows;
    }

    private string PlacesOf(EditionKind kind, ProvisionTree? before, ProvisionTree? tree) =>
        kind == EditionKind.PartialAmendment && before is not null && tree is not null ? Places(TreeComparison.Between(before, tree)) : words[kind];

    /// <summary>The provisions that read otherwise; of a whole one that came or went that alone, and none of which only the number is another.</summary>
    private string Places(TreeComparison comparison)
    {
        var (old, now) = (ProvisionPaths.Of(comparison.Old), ProvisionPaths.Of(comparison.New));
        var places = new List<string>();
        if (comparison.TitleChanged)
            places.Add(text["Parcel.TitleOf"]);
        if (comparison.Preamble.Any(line => !line.IsUnchanged))
            places.Add(text["Parcel.Preamble"]);
        if (comparison.Contents.Any(line => !line.IsUnchanged))
            places.Add(text["Parcel.Contents"]);
        (int Depth, ProvisionChange Change)? whole = null;
        foreach (var row in comparison.Rows)
        {
            if (whole is { } above && row.Depth <= above.Depth)
                whole = null;
            if (row.Change is ProvisionChange.None or ProvisionChange.Renumbered || whole?.Change == row.Change)
                continue;
            var label = row.NewIndex is { } at ? now.LabelOf(now.All[at]) : old.LabelOf(old.All[row.OldIndex!.Value]);
            if (row.Change is ProvisionChange.Added or ProvisionChange.Deleted)
                whole = (row.Depth, row.Change);
            places.Add(row.Change switch
            {
                ProvisionChange.Added => text["Parcel.Added", label],
                ProvisionChange.Deleted => text["DeletedProvision", label],
                _ => label,
            });
        }
        return string.Join('、', places.Take(MostPlaces)) + (places.Count > MostPlaces ? text["Parcel.MorePlaces", places.Count - MostPlaces] : "");
    }
}
