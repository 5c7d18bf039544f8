using System.Collections.Immutable;
using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Home;

/// <summary>A document as the home page lists it.</summary>
/// <param name="Number">第n版 in force.</param>
/// <param name="Due">What is asked of the reader; null when nothing is.</param>
/// <param name="DaysLeft">Working days until it is due, today not counted; negative when the day has passed, null where there is none.</param>
/// <param name="Read">The latest edition that the reader acknowledged, when there is one.</param>
/// <param name="ReadNumber">第n版 of it; 0 when there is none.</param>
/// <param name="Coming">From when the next edition on record will be in force.</param>
internal sealed record HomeDocument(
    DocumentId Id, Tier Tier, string Code, string Title, EditionId Edition, int Number, DateOnly EffectiveFrom, bool IsBound, Duty? Due, int? DaysLeft, EditionId? Read, int ReadNumber, DateOnly? Coming)
{
    public bool HasChanged => ReadNumber > 0 && ReadNumber < Number;
}

/// <summary>仕事の待ち。Something that waits for the reader in a role.</summary>
/// <param name="Kind">Decide, Publish, Draft, Reset, Owners, VoidOffice, Matters, or a kind of <see cref="NeedToKnowTaskKind"/>.</param>
/// <param name="Url">Where it is done.</param>
/// <param name="Title">Of the document; null where it is about no single one, and the kind has a title of its own.</param>
internal sealed record HomeTask(string Kind, string Url, string? Title, DateOnly Since);

/// <summary>ホーム。What is to be done, what has changed, and the documents that the reader may know.</summary>
/// <param name="NoCiso">Nobody holds the office, and the reader is one of those who see to it.</param>
/// <param name="Unread">Notices that the reader has not opened.</param>
internal sealed record HomeView(string Name, DateOnly Today, ImmutableArray<HomeDocument> Documents, ImmutableArray<HomeTask> Tasks, bool NoCiso, int Unread)
{
    public IEnumerable<HomeDocument> Due => Documents.Where(d => d.Due is not null).OrderBy(d => d.Due!.DueOn ?? DateOnly.MaxValue).ThenBy(d => d.Due!.Since);

    /// <summary>Changed without asking for a new acknowledgement; what asks for one stands under <see cref="Due"/>.</summary>
    public IEnumerable<HomeDocument> Changed => Documents.Where(d => d.HasChanged && d.Due is null);

    /// <param name="asked">The stamps under which the reader was made.</param>
    public static async Task<HomeView> OfAsync(PolicyDb db, Readers readers, KnownDocuments known, OfficeCalendar office, Stamps? asked, CancellationToken ct)
    {
        var (reader, today) = (db.Reader, db.Reader.Day);
        var (documents, calendar) = (await known.AllAsync(reader, asked, ct), await office.NowAsync(asked, ct));
        var acknowledged = await db.OwnAcknowledgementsAsync(ct);
        var rows =
            from one in documents
            let document = one.Document
            let current = one.Order.InForceOn(today)
            where current is not null
            let bound = reader.Can(Ability.AcknowledgeDocuments) && one.Binds(reader)
            let due = one.OpenDutyOf(reader, calendar, acknowledged[document.Id])
            let read = acknowledged[document.Id].Select(id => (EditionId?)id).MaxBy(id => one.Order.NumberOf(id!.Value))
            select new HomeDocument(document.Id, document.Tier, db.Open(document.Id, document.Code), one.TitleOn(today, db),
                current.Id, one.Order.NumberOf(current.Id), current.EffectiveFrom, bound, due, due?.DueOn is { } last ? calendar.Between(today, last) : null,
                read, read is { } id ? one.Order.NumberOf(id) : 0, one.Order.WaitingOn(today).Select(e => (DateOnly?)e.EffectiveFrom).FirstOrDefault());
        var all = documents.ToDictionary(one => one.Document.Id);
        return new HomeView(reader.Name, today,
            [.. rows.OrderBy(d => d.Tier).ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Title, StringComparer.Ordinal)],
            await TasksAsync(db, readers, all, ct),
            reader.Can(Ability.ConfirmResets) && !(await readers.EverybodyTodayAsync(ct)).Any(one => one.Roles.Contains(Role.Ciso)), await db.UnreadNoticesAsync(all, ct));
    }

    /// <summary>Amendments, and questions of who may know what, that wait for this reader; whoever has no part in amendments gets none, though the document may be known.</summary>
    private static async Task<ImmutableArray<HomeTask>> TasksAsync(PolicyDb db, Readers readers, Dictionary<DocumentId, KnownDocument> known, CancellationToken ct)
    {
        var reader = db.Reader;
        if (reader.PersonId is not { } me)
            return [];
        var waiting = await WaitingAsync(db, me, known, ct);
        var offices = await VoidOfficesAsync(db, readers, ct);
        if (!HasPart(reader))
            return [.. waiting, .. offices];
        var open = await db.Amendments.AsNoTracking().Include(a => a.Steps).Include(a => a.Authors)
            .Where(a => a.Stage == AmendmentStage.Drafted || a.Stage == AmendmentStage.InReview || a.Stage == AmendmentStage.Approved).ToListAsync(ct);
        var tasks =
            from amendment in open
            where known.ContainsKey(amendment.DocumentId)
            let document = known[amendment.DocumentId].Document
            let kind = KindFor(amendment, document)
            where kind is not null
            orderby kind, amendment.DraftedAt
            select new HomeTask(kind, SiteUrls.Amendment(amendment.Id), known[document.Id].TitleOn(reader.Day, db), TokyoTime.DateOf(amendment.SubmittedAt ?? amendment.DraftedAt));
        var deciding = (await db.NeedToKnowTasksAsync(readers, [.. known.Values.Select(one => one.Document)], ct)).OrderBy(task => task.Kind).ThenBy(task => task.Since)
            .Select(task => new HomeTask(task.Kind.ToString(), UrlOf(task), task.Document is { } document ? known[document.Id].TitleOn(reader.Day, db) : null, task.Since));
        return [.. tasks, .. deciding, .. waiting, .. offices];

        string? KindFor(Amendment amendment, PolicyDocument document) => amendment.Stage switch
        {
            AmendmentStage.InReview when amendment.NextStep?.TakenAsDeputyBy(reader) is not null && !amendment.IsWrittenBy(me) => "Decide",
            AmendmentStage.Approved when reader.MayPublish(document) => "Publish",
            AmendmentStage.Drafted when amendment.IsWrittenBy(me) && reader.MayEdit(document) => "Draft",
            _ => null,
        };
    }

    /// <summary>What others said about a text and the reader may answer, accounts that were made new, and accounts whose owners the reader may confirm: in one statement.</summary>
    private static async Task<ImmutableArray<HomeTask>> WaitingAsync(PolicyDb db, PersonId me, Dictionary<DocumentId, KnownDocument> known, CancellationToken ct)
    {
        var answering = known.Values.Where(one => db.Reader.MayAnswer(one.Document)).Select(one => one.Document.Id).ToList();
        var confirms = db.Reader.Can(Ability.ConfirmResets);
        var owners = db.Reader.MayConfirmOwners;
        if (answering.Count == 0 && !confirms && !owners)
            return [];
        var (now, unconfirmed) = (db.Now, db.UnconfirmedAccounts());
        var since = await db.People.Where(person => person.Id == me).Select(_ => new
        {
            Matter = db.Matters.Where(matter => answering.Contains(matter.DocumentId) && matter.AskedBy != me && !db.MatterAnswers.Any(answer => answer.MatterId == matter.Id))
                .OrderBy(matter => matter.At).Select(matter => (DateTimeOffset?)matter.At).FirstOrDefault(),
            Reset = db.Resets.Where(r => confirms && r.ConfirmedAt == null && r.DoneAt == null && r.VoidedAt == null && r.Until > now && r.MadeBy != me)
                .Where(r => !db.Users.Any(a => a.Id == r.AccountId && a.PersonId == me)).OrderBy(r => r.MadeAt).Select(r => (DateTimeOffset?)r.MadeAt).FirstOrDefault(),
            Owner = owners && unconfirmed.Any(account => account.PersonId != me),
        }).SingleAsync(ct);
        return
        [
            .. since.Matter is { } asked ? [new HomeTask("Matters", SiteUrls.Matters, null, TokyoTime.DateOf(asked))] : (HomeTask[])[],
            .. since.Reset is { } made ? [new HomeTask("Reset", SiteUrls.Resets, null, TokyoTime.DateOf(made))] : (HomeTask[])[],
            .. since.Owner ? [new HomeTask("Owners", SiteUrls.Owners, null, db.Reader.Day)] : (HomeTask[])[],
        ];
    }

    private static async Task<ImmutableArray<HomeTask>> VoidOfficesAsync(PolicyDb db, Readers readers, CancellationToken ct) =>
        db.Reader.Can(Ability.AppointOfficers) && await db.VoidAppointmentsAsync(readers, ct) is { Count: > 0 } rows
            ? [new HomeTask("VoidOffice", SiteUrls.Officers, null, rows.Min(one => one.Since))] : [];

    private static string UrlOf(NeedToKnowTask task) => task.Kind switch
    {
        NeedToKnowTaskKind.Successor => task.Document?.Tier == Tier.Procedure ? SiteUrls.CustodyOfProcedures : SiteUrls.CustodyOfStandards,
        NeedToKnowTaskKind.Requests => SiteUrls.Requests,
        NeedToKnowTaskKind.Review or NeedToKnowTaskKind.Moves or NeedToKnowTaskKind.LateReviews or NeedToKnowTaskKind.WholeReview => SiteUrls.GrantReviews,
        NeedToKnowTaskKind.Targets => SiteUrls.TargetsOf(task.Document!.Id),
        NeedToKnowTaskKind.FirstGrant or NeedToKnowTaskKind.Newcomers => SiteUrls.GrantsOf(task.Document!.Id),
    };

    private static bool HasPart(Reader reader) =>
        reader.Can(Ability.DecideAmendments) || reader.Can(Ability.ConsultOnAmendments) || reader.Can(Ability.PublishEditions)
        || reader.Can(Ability.EditStandards) || reader.Can(Ability.EditOwnProcedures);
}
