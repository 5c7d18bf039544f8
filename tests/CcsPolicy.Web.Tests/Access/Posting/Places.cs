using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>What is where in the world that every case begins with, by the codes of its documents.</summary>
internal sealed class Places
{
    private readonly Dictionary<string, PolicyDocument> documents = [];
    private readonly Dictionary<DocumentId, AmendmentId> amendments = [];
    private readonly Dictionary<DocumentId, EditionId> editions = [];
    private readonly Dictionary<DocumentId, EditionId> lastEditions = [];
    private readonly Dictionary<DocumentId, string> courses = [];
    private readonly Dictionary<DocumentId, string> questions = [];
    private readonly Dictionary<string, string> numbers = [];
    private readonly Dictionary<string, string> ids = [];

    public static async Task<Places> OfAsync(World world)
    {
        var places = new Places();
        await using var db = await world.OpenAsync(Who.Ciso);
        foreach (var document in await db.Documents.AsNoTracking().ToListAsync())
            places.documents[db.Open(document.Id, document.Code)] = document;
        foreach (var amendment in (await db.Amendments.AsNoTracking().ToListAsync()).OrderBy(amendment => amendment.Stage is not (AmendmentStage.Published or AmendmentStage.Withdrawn)).ThenBy(amendment => amendment.DraftedAt))
            places.amendments[amendment.DocumentId] = amendment.Id;
        foreach (var edition in (await db.Editions.AsNoTracking().ToListAsync()).OrderBy(edition => edition.RecordedAt))
            places.editions[edition.DocumentId] = edition.Id;
        foreach (var edition in (await db.Editions.AsNoTracking().ToListAsync()).OrderBy(edition => edition.EffectiveFrom))
            places.lastEditions[edition.DocumentId] = edition.Id;
        foreach (var who in Enum.GetValues<Who>().Where(who => who != Who.Anonymous))
        {
            var person = world.IdOf(who);
            places.numbers[who.ToString()] = (await db.People.AsNoTracking().SingleAsync(one => one.Id == person)).StaffNumber;
            places.numbers["person " + who] = person.ToString();
            places.numbers["account " + who] = (await db.Users.AsNoTracking().SingleAsync(one => one.PersonId == person)).Id.ToString("N");
        }
        places.ids["DepartmentId"] = (await db.Departments.AsNoTracking().SingleAsync(one => one.Code == "30")).Id.ToString();
        places.ids["AssignmentId"] = (await db.Assignments.AsNoTracking().OrderBy(one => one.Id).FirstAsync()).Id.ToString();
        var staff = world.IdOf(Who.Staff);
        places.ids["AcknowledgementId"] = (await db.Acknowledgements.AsNoTracking().Where(one => one.PersonId == staff).OrderBy(one => one.Id).FirstAsync()).Id.ToString();
        places.ids["PostId"] = (await db.Posts.AsNoTracking().FirstAsync()).Id.ToString();
        places.ids["InformationSystemId"] = (await db.InformationSystems.AsNoTracking().FirstAsync()).Id.ToString();
        places.ids["GuidelineEditionId"] = (await db.GuidelineEditions.AsNoTracking().OrderByDescending(one => one.IssuedOn).FirstAsync()).Id.ToString();
        foreach (var course in await db.CourseVersions.AsNoTracking().ToListAsync())
            places.courses[course.DocumentId] = course.CourseId.ToString();
        foreach (var question in await db.CourseQuestions.AsNoTracking().ToListAsync())
            places.questions[question.DocumentId] = question.QuestionId.ToString();
        places.ids["GrantId"] = (await db.Grants.AsNoTracking().OrderBy(one => one.Id).FirstAsync()).Id.ToString();
        return places;
    }

    public string Document(string code) => documents[code].Id.ToString();

    public DocumentId DocumentId(string code) => documents[code].Id;

    /// <summary>The amendment of the document that is on its way, else the last.</summary>
    public AmendmentId Amendment(string code) => amendments[documents[code].Id];

    /// <summary>The edition of the document that takes effect last.</summary>
    public EditionId LastEdition(string code) => lastEditions[documents[code].Id];

    public EditionId Edition(string code) => editions[documents[code].Id];

    /// <summary>The course about the document.</summary>
    public string Course(string code) => courses[documents[code].Id];

    /// <summary>One of its questions.</summary>
    public string Question(string code) => questions[documents[code].Id];

    /// <summary>The last edition of the guideline.</summary>
    public string GuidelineEdition => ids["GuidelineEditionId"];

    /// <summary>A receipt of the staff.</summary>
    public string Receipt => "/receipts/" + ids["AcknowledgementId"];

    public string Person(Who who) => numbers["person " + who];

    public string Number(Who who) => numbers[who.ToString()];

    public string Account(Who who) => numbers["account " + who];

    /// <summary>An id of that type, or one of another where none is at hand.</summary>
    public string AnyOf(string type) => type switch
    {
        "DocumentId" => Document("P-02"),
        "AmendmentId" => Amendment("SP-03").ToString(),
        "EditionId" => Edition("P-01").ToString(),
        "Guid" => Account(Who.Ciso),
        _ => ids.GetValueOrDefault(type, ids["AssignmentId"]),
    };
}
