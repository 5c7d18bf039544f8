using System.Data.Common;
using System.Text.RegularExpressions;
using CcsPolicy.Data.Granting;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>What is kept under the access stamp: whole, in an order that tells nothing, read again for a change and for nothing else.</summary>
public sealed class KeptRowsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_order_of_documents_is_the_same_whether_or_not_there_are_others_that_the_reader_may_not_know()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var reading = arranged.Person();
        for (var i = 0; i < 10; i++)
            arranged.Document();
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(reading, Ct);
        var before = await OrderAsync();
        Assert.Equal(10, before.Count);
        Assert.Equal(before.OrderBy(id => id.Value), before);
        for (var hidden = 0; hidden < 5; hidden++)
        {
            arranged.Document(Tier.Procedure, Openness.NeedToKnow);
            database.Clock.Advance(TimeSpan.FromMinutes(1));
            await arranged.SaveAsync(Ct);
            Assert.Equal(before, await OrderAsync());
        }

        async Task<List<DocumentId>> OrderAsync()
        {
            await using var db = database.OpenFor(reader);
            List<DocumentId> read = [.. (await db.KnownDocumentsAsync(Ct)).Select(known => known.Document.Id)];
            Assert.Equal(read, (await database.Get<KnownDocuments>().AllAsync(reader, null, Ct)).Select(known => known.Document.Id));
            return read;
        }
    }

    [Fact]
    public async Task Whoever_asked_before_a_change_makes_nobody_read_again_and_nothing_old_takes_the_place_of_what_is_newer()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var reading = arranged.Person();
        arranged.Document();
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(reading, Ct);
        var stamps = new StampQuestion(database.Databases.Setup);
        var commands = new Commands();
        using var documents = new KnownDocuments(Listening(database, commands));
        var old = await stamps.AskAsync(Ct);
        Assert.Single(await documents.AllAsync(reader, old, Ct));
        arranged.Document();
        await arranged.SaveAsync(Ct);
        var young = await stamps.AskAsync(Ct);
        Assert.NotEqual(old.Access, young.Access);
        Assert.Equal(2, (await documents.AllAsync(reader, young, Ct)).Count);
        var read = commands.Texts.Count;
        foreach (var asked in new[] { old, young, old, young, old })
            Assert.Equal(2, (await documents.AllAsync(reader, asked, Ct)).Count);
        Assert.Equal(read, commands.Texts.Count);

        // Whoever comes late is the first to read what is newer than both.
        arranged.Document();
        await arranged.SaveAsync(Ct);
        Assert.Equal(3, (await documents.AllAsync(reader, old, Ct)).Count);
        read = commands.Texts.Count;
        Assert.Equal(3, (await documents.AllAsync(reader, await stamps.AskAsync(Ct), Ct)).Count);
        Assert.Equal(read, commands.Texts.Count);
    }

    [Fact]
    public async Task Each_name_in_the_rows_of_the_office_leads_to_a_row_whoever_comes_while_they_are_read()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        await arranged.SaveAsync(Ct);
        var came = 0;
        var commands = new Commands
        {
            Before = async () =>
            {
                var (person, department, system) = (arranged.Person(), arranged.Department(), arranged.InformationSystem());
                var stay = arranged.Stay(person, department);
                arranged.Hold(person, arranged.Post(department));
                arranged.Use(person, system);
                arranged.Db.Add(new Leave { Id = arranged.Db.Ids.Next<LeaveId>(), PersonId = person.Id, From = AnOrganisation.Day(-3), Until = AnOrganisation.Day(-2), RecordedAt = arranged.Db.Now });
                arranged.Db.Add(new FormerName { Id = arranged.Db.Ids.Next<FormerNameId>(), PersonId = person.Id, Name = "旧姓", Until = AnOrganisation.Day(-400), RecordedAt = arranged.Db.Now });
                var change = new PersonnelChange { Id = arranged.Db.Ids.Next<PersonnelChangeId>(), EffectiveOn = AnOrganisation.Day(-5), File = ContentHash.Of("職員番号"), RecordedAt = arranged.Db.Now, RecordedBy = person.Id };
                arranged.Db.Add(change);
                arranged.Db.Add(new PersonnelChangeRow { ChangeId = change.Id, Number = 1, PersonId = person.Id, AssignmentId = stay.Id, IsRecorded = true });
                await arranged.SaveAsync(Ct);
                came++;
            },
        };
        await using var db = Listening(database, commands).OpenFor(Reader.Nobody);
        var office = await OfficeRows.ReadAsync(db, Ct);
        Assert.True(came > 8);
        Assert.True(office.People.Count > 8);
        var stays = office.Assignments.SelectMany(person => person).ToList();
        Assert.NotEmpty(office.Changes);
        Assert.NotEmpty(office.FormerNames);
        Assert.All(office.Employments, person => Assert.True(office.People.ContainsKey(person.Key)));
        Assert.All(office.Leaves, person => Assert.True(office.People.ContainsKey(person.Key)));
        Assert.All(office.SystemUses.SelectMany(person => person), use => Assert.True(office.People.ContainsKey(use.PersonId) && office.Systems.ContainsKey(use.SystemId)));
        Assert.All(stays, stay => Assert.True(office.People.ContainsKey(stay.PersonId) && (stay.DepartmentId is not { } d || office.Departments.ContainsKey(d)) && (stay.PostId is not { } p || office.Posts.ContainsKey(p))));
        Assert.All(office.Posts.Values, post => Assert.True(post.DepartmentId is not { } d || office.Departments.ContainsKey(d)));
        Assert.All(office.FormerNames, name => Assert.True(name.PersonId is not { } p || office.People.ContainsKey(p)));
        Assert.All(office.Changes.SelectMany(change => change.Rows), row => Assert.True(office.People.ContainsKey(row.PersonId) && (row.AssignmentId is not { } a || stays.Exists(stay => stay.Id == a))));
    }

    [Fact]
    public async Task Each_row_that_is_kept_renews_the_stamp_when_it_is_saved_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var arranged = new AnOrganisation(database))
        {
            var (above, below) = (arranged.Document(), arranged.Document());
            arranged.HangEverythingOn(above, below);
            arranged.Hold(arranged.Founder, arranged.Post());
            arranged.Db.Settings.Add(new Setting { Name = WholeReviews.Row, Value = "2026-11-01 x" });
            await arranged.SaveAsync(Ct);
        }
        var commands = new Commands();
        var listening = Listening(database, commands);
        using (var readers = new Readers(listening))
        using (var documents = new KnownDocuments(listening))
            await documents.AllAsync(await readers.TodayAsync(default, Ct), null, Ct);
        var read = commands.Texts.SelectMany(text => Regex.Matches(text, "(?:FROM|JOIN) \"(\\w+)\"").Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.Superset(new HashSet<string> { "People", "Posts", "Departments", "FormerNames", "PersonnelChanges", "PersonnelChangeRows", "GrantReviews", "TargetDecisions", "Settings", "Grants", "Editions", "Campaigns" }, read);
        // The keys are those of documents, which come with them, and no key is ever another.
        read.Remove("DocumentKeys");

        var unsaved = Listening(database, new Unsaved());
        await using var model = database.OpenFor(Reader.Nobody);
        var types = model.Model.GetEntityTypes().Where(type => type.GetTableName() is { } table && read.Contains(table) && !type.IsOwned()).Select(type => type.ClrType).Distinct().ToList();
        Assert.True(types.Count >= read.Count);
        var left = new List<string>();
        foreach (var type in types)
        {
            await using var db = unsaved.OpenFor(Reader.Nobody);
            // What a row of legal weight belongs to is at hand, unchanged.
            await db.Documents.WithoutReader().LoadAsync(Ct);
            await db.Grants.WithoutReader().LoadAsync(Ct);
            await db.TargetDecisions.WithoutReader().LoadAsync(Ct);
            var row = await FirstAsync(db, type);
            db.Entry(row).State = EntityState.Added;
            db.Record(new JournalFact("test.planted"));
            await db.SaveChangesAsync(Ct);
            if (db.AccessStamps.Local.Count != 1)
                left.Add(type.Name);
        }
        Assert.Empty(left);
    }

    [Fact]
    public async Task Of_two_reviews_of_all_grants_that_were_judged_by_the_same_row_one_is_on_record()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var ciso = arranged.Person(EmploymentKind.Officer);
        arranged.Appoint(ciso, Role.Ciso);
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(ciso, Ct);
        // The first of all, and one that takes the place of another.
        for (var round = 0; round < 2; round++)
        {
            await using var slow = database.OpenFor(reader);
            var judged = await slow.WholeReviewToChangeAsync([], Ct);
            Assert.Equal(round == 0, judged.LastOn is null);
            database.Clock.Advance(TimeSpan.FromMinutes(1));
            await using (var quick = database.OpenFor(reader))
            {
                Assert.Equal(judged.Mark, (await quick.WholeReviewToChangeAsync([], Ct)).Mark);
                Assert.True((await PutDownAsync(quick)).Succeeded);
            }
            Assert.Equal(Changed, (await PutDownAsync(slow)).Error);
        }

        static async Task<Result<Done>> PutDownAsync(PolicyDb db)
        {
            db.PutDownWholeReview();
            db.Record(new JournalFact("grants.whole-reviewed"), restricted: true);
            return await db.TrySaveAsync(Changed, Ct);
        }
    }

    private static readonly DomainError Changed = new("test.changed", "変わりました", "It has changed");

    private static PolicyDbFactory Listening(TestDatabase database, IInterceptor listener) => new(database.Databases.Setup with { Listeners = [listener] });

    private static async Task<object> FirstAsync(PolicyDb db, Type type)
    {
        var first = typeof(KeptRowsTests).GetMethod(nameof(FirstOfAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type);
        return await (Task<object>)first.Invoke(null, [db])!;
    }

    private static async Task<object> FirstOfAsync<T>(PolicyDb db) where T : class =>
        typeof(T) == typeof(Setting) ? await db.Settings.SingleAsync(setting => setting.Name == WholeReviews.Row, Ct) : await db.Set<T>().WithoutReader().FirstAsync(Ct);

    private sealed class Commands : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public Func<Task> Before { get; init; } = () => Task.CompletedTask;

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            await Before();
            return result;
        }
    }

    /// <summary>Comes after what holds for every save, and lets nothing into the database.</summary>
    private sealed class Unsaved : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => new(InterceptionResult<int>.SuppressWithResult(0));
    }
}
