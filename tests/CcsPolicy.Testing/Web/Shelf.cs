using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Testing.Web;

/// <summary>
/// A shelf of documents for tests: puts documents and editions on record as they would be after publishing, without the way through approval.
/// <code>
/// var shelf = await Shelf.OpenAsync(database.Databases);
/// var standard = await shelf.DocumentAsync(Tier.Standard, "基準", "対策基準");
/// var first = await shelf.EditionAsync(standard, "対策基準\n\n1 目的\n守る。", new(2026, 4, 1));
/// </code>
/// </summary>
public sealed class Shelf
{
    private readonly PolicyDbFactory databases;
    private readonly Reader ciso;
    private int people;

    private Shelf(PolicyDbFactory databases, Reader ciso, DepartmentId department) => (this.databases, this.ciso, Department) = (databases, ciso, department);

    /// <summary>The one department, which owns every document.</summary>
    public DepartmentId Department { get; }

    /// <summary>Who keeps every document and puts editions on record.</summary>
    public PersonId Ciso => ciso.PersonId!.Value;

    /// <summary>The CISO as a reader, who sees everything on the shelf.</summary>
    public Reader SeesAll => ciso;

    public static async Task<Shelf> OpenAsync(PolicyDbFactory databases)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var department = new Department { Id = db.Ids.Next<DepartmentId>(), Code = "S" + db.Ids.Next().ToString("N")[..4], Name = "企画情報課" };
        db.Departments.Add(department);
        db.Record(new JournalFact("department.recorded").With("department", department.Id));
        await db.SaveChangesAsync();
        var person = await AddPersonAsync(databases, "S" + db.Ids.Next().ToString("N")[..6], "統括 守", EmploymentKind.Officer, Role.Ciso);
        return new Shelf(databases, await ReaderAsync(databases, person), department.Id);
    }

    public Task<PersonId> PersonAsync(string name, EmploymentKind kind = EmploymentKind.Employee, params Role[] roles) =>
        AddPersonAsync(databases, "R" + (++people).ToString("D6", CultureInfo.InvariantCulture), name, kind, roles);

    /// <summary>The person as a reader of today.</summary>
    public Task<Reader> ReaderAsync(PersonId person) => ReaderAsync(databases, person);

    public async Task<DocumentId> DocumentAsync(
        Tier tier, string code, string title, Openness? openness = null, Audience? audience = null, PersonId? custodian = null)
    {
        await using var db = databases.OpenFor(ciso);
        var id = db.Ids.Next<DocumentId>();
        db.CreateKeyFor(id);
        var document = new PolicyDocument
        {
            Id = id, Tier = tier, Code = db.Seal(id, code), Title = db.Seal(id, title), Instrument = InstrumentKind.Standard, OwnerDepartmentId = Department,
            FirstCustodianId = custodian ?? Ciso, Openness = openness ?? (tier == Tier.Procedure ? Openness.NeedToKnow : Openness.Internal),
            Audience = audience ?? (tier == Tier.Procedure ? Audience.Granted : Audience.AllWorkers), CreatedAt = db.Now,
        };
        db.Documents.Add(document);
        db.Record(new JournalFact("document.registered", id), document);
        await db.SaveChangesAsync();
        return id;
    }

    /// <summary>Puts an edition on record; its provisions continue those of the edition recorded before.</summary>
    /// <param name="recordedAt">When it was put on record; null for now.</param>
    public async Task<EditionId> EditionAsync(
        DocumentId document, string text, DateOnly from, EditionKind kind = EditionKind.Enactment, Significance significance = Significance.Substantive, string? title = null, DateTimeOffset? recordedAt = null)
    {
        await using var db = databases.OpenFor(ciso);
        var owner = await db.Documents.SingleAsync(d => d.Id == document);
        var before = (await db.Editions.AsNoTracking().Where(e => e.DocumentId == document).ToListAsync()).MaxBy(e => e.RecordedAt);
        var old = before is null ? ProvisionTree.Empty : EditionKeys.Put(ProvisionText.Read(db.Open(document, before.Text)).Tree, before.Keys);
        var tree = Lineage.Carry(old, ProvisionText.Read(text).Tree, db.Ids);
        var canonical = ProvisionText.Write(tree);
        var edition = new Edition
        {
            Id = db.Ids.Next<EditionId>(), DocumentId = document, Kind = kind, Significance = significance, EnactedOn = from, EffectiveFrom = from,
            Title = title is null ? default : db.Seal(document, title),
            Text = db.Seal(document, canonical), Keys = EditionKeys.Write(tree, canonical), Hash = db.HasherOf(owner).Of(canonical),
            RecordedAt = recordedAt ?? db.Now, RecordedBy = Ciso,
        };
        db.Editions.Add(edition);
        db.Record(new JournalFact("edition.recorded", document).With("edition", edition.Id), owner);
        await db.SaveChangesAsync();
        return edition.Id;
    }

    /// <summary>A document that is called as the first line of its text, in force since 1 April 2026.</summary>
    public async Task<DocumentId> InForceAsync(Tier tier, string code, string text)
    {
        var document = await DocumentAsync(tier, code, text.Split('\n')[0]);
        await EditionAsync(document, text, new(2026, 4, 1));
        return document;
    }

    /// <summary>Opens a procedure to a person.</summary>
    public async Task GrantAsync(DocumentId document, PersonId person)
    {
        await using var db = databases.OpenFor(ciso);
        db.Grants.Add(new NeedToKnowGrant
        {
            Id = db.Ids.Next<GrantId>(), DocumentId = document, PersonId = person, Reason = db.Seal(document, "担当のため"),
            From = TokyoTime.DateOf(db.Now).AddDays(-1), Until = TokyoTime.DateOf(db.Now).AddDays(1000), GrantedBy = Ciso, GrantedAt = db.Now,
        });
        db.Record(new JournalFact("grant.given", document), await db.Documents.SingleAsync(d => d.Id == document));
        await db.SaveChangesAsync();
    }

    /// <summary>The person has acknowledged the edition, whether it is in force or not.</summary>
    public async Task AcknowledgedAsync(EditionId edition, PersonId person)
    {
        await using var db = databases.OpenFor(ciso);
        var row = await db.Editions.AsNoTracking().Include(e => e.Document).SingleAsync(e => e.Id == edition);
        var number = db.Ids.Next().ToString("N")[..24];
        const string Statement = "読みました。";
        db.Acknowledgements.Add(new Acknowledgement
        {
            Id = db.Ids.Next<AcknowledgementId>(), ReceiptNumber = number, DocumentId = row.DocumentId, EditionId = edition, PersonId = person, At = db.Now,
            SeenHash = row.Hash, Statement = db.Seal(row.DocumentId, Statement), ReceiptHash = Acknowledgement.HashOf(db.HasherOf(row.Document!), number, edition, person, db.Now, row.Hash, Statement),
        });
        db.Record(new JournalFact("edition.acknowledged", row.DocumentId).With("edition", edition), await db.Documents.SingleAsync(d => d.Id == row.DocumentId), person);
        await db.SaveChangesAsync();
    }

    /// <summary>Records that a provision below carries out one above.</summary>
    public async Task LinkAsync(DocumentId below, DocumentId above)
    {
        await using var db = databases.OpenFor(ciso);
        var key = EditionKeys.Read((await db.Editions.AsNoTracking().FirstAsync(e => e.DocumentId == below)).Keys)[0].Value;
        db.ImplementsLinks.Add(new ImplementsLink
        {
            Id = db.Ids.Next<ImplementsLinkId>(), BelowId = below, BelowKey = key, AboveId = above, RecordedBy = Ciso, RecordedAt = db.Now,
        });
        db.Record(new JournalFact("link.recorded", below), await db.Documents.SingleAsync(d => d.Id == below));
        await db.SaveChangesAsync();
    }

    /// <summary>Records that a provision of the last edition below carries out one above; null for the whole document above.</summary>
    public async Task LinkAsync(DocumentId below, string belowLabel, DocumentId above, string? aboveLabel)
    {
        await using var db = databases.OpenFor(ciso);
        db.ImplementsLinks.Add(new ImplementsLink
        {
            Id = db.Ids.Next<ImplementsLinkId>(), BelowId = below, BelowKey = await KeyAsync(db, below, belowLabel), AboveId = above, AboveKey = aboveLabel is null ? null : await KeyAsync(db, above, aboveLabel),
            RecordedBy = Ciso, RecordedAt = db.Now,
        });
        db.Record(new JournalFact("link.recorded", below), await db.Documents.SingleAsync(d => d.Id == below));
        await db.SaveChangesAsync();

        static async Task<Guid> KeyAsync(PolicyDb db, DocumentId document, string label)
        {
            var last = (await db.Editions.AsNoTracking().Where(e => e.DocumentId == document).ToListAsync()).MaxBy(e => e.RecordedAt)!;
            return EditionKeys.Put(ProvisionText.Read(db.Open(document, last.Text)).Tree, last.Keys).All().First(placed => placed.Provision.Label == label).Provision.Key.Value;
        }
    }

    /// <summary>Withholds provisions of the last edition, by their labels, from all who do not read so far, numbers and all.</summary>
    public Task WithholdAsync(DocumentId document, Openness readBy, params string[] labels) => WithholdAsync(document, readBy, showsNumber: false, labels);

    /// <summary>Likewise; with <paramref name="showsNumber"/> the numbers stay.</summary>
    public async Task WithholdAsync(DocumentId document, Openness readBy, bool showsNumber, params string[] labels)
    {
        await using var db = databases.OpenFor(ciso);
        var last = (await db.Editions.AsNoTracking().Where(e => e.DocumentId == document).ToListAsync()).MaxBy(e => e.RecordedAt)!;
        foreach (var placed in EditionKeys.Put(ProvisionText.Read(db.Open(document, last.Text)).Tree, last.Keys).All().Where(placed => labels.Contains(placed.Provision.Label)))
        {
            db.ProvisionOpenness.Add(new ProvisionOpenness
            {
                Id = db.Ids.Next<ProvisionOpennessId>(), DocumentId = document, Key = placed.Provision.Key.Value, Number = 1, ReadBy = readBy, ShowsNumber = showsNumber,
                Ground = db.Seal(document, "支障"), DecidedBy = Ciso, DecidedAt = db.Now,
            });
            db.Record(new JournalFact("provision.openness-decided", document), await db.Documents.SingleAsync(d => d.Id == document));
        }
        await db.SaveChangesAsync();
    }

    private static async Task<Reader> ReaderAsync(PolicyDbFactory databases, PersonId person) =>
        await new CcsPolicy.Data.Reading.Readers(databases).TodayAsync(person, CancellationToken.None);

    private static async Task<PersonId> AddPersonAsync(PolicyDbFactory databases, string number, string name, EmploymentKind kind, params Role[] roles)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var from = TokyoTime.DateOf(db.Now).AddYears(-3);
        var person = new Person { Id = db.Ids.Next<PersonId>(), StaffNumber = number, Name = name, Kana = name };
        db.People.Add(person);
        db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = person.Id, Kind = kind, From = from, RecordedAt = db.Now });
        foreach (var role in roles)
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = person.Id, Role = role, From = from, RecordedAt = db.Now });
        db.Record(new JournalFact("person.recorded").With("person", person.Id));
        await db.SaveChangesAsync();
        return person.Id;
    }
}
