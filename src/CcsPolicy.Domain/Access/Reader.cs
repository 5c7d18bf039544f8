using System.Collections.Frozen;
using System.Collections.Immutable;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 閲覧者。The person on whose behalf something is looked at, as that person stands on a day. Made from dated rows, never from a flag on an account.
/// </summary>
public sealed class Reader
{
    private Reader(Reader reader, FrozenDictionary<DocumentId, DateOnly> openedSince) : this(reader.PersonId, reader.Day)
    {
        ImmutableArray<DocumentId> opened = [.. openedSince.Keys];
        (WorksSince, IsOnLeave, OpenedSince) = (reader.WorksSince, reader.IsOnLeave, openedSince);
        (Name, Employment, Left, Roles, Abilities) = (reader.Name, reader.Employment, reader.Left, reader.Roles, reader.Abilities);
        (Departments, Posts, ManagedDepartments, Assignments, SeesPublic) = (reader.Departments, reader.Posts, reader.ManagedDepartments, reader.Assignments, reader.SeesPublic);
        standing = reader.standing;
        (Opened, InCustody, Reached) = (opened, reader.InCustody, [.. opened.Union(reader.InCustody)]);
    }

    private static readonly FrozenSet<Ability> BareAbilities = AbilityTable.Of(Role.Staff).Where(ability => ability != Ability.AskForProcedures).ToFrozenSet();

    private Reader? unconfirmed;

    private Lazy<TargetStanding>? standing;

    private readonly bool isOfTheHouse;

    private Reader(PersonId? person, DateOnly day, bool isOfTheHouse = false) => (PersonId, Day, this.isOfTheHouse) = (person, day, isOfTheHouse);

    /// <summary>Null for <see cref="Nobody"/> and <see cref="Anonymous"/>.</summary>
    public PersonId? PersonId { get; }

    /// <summary>The day (Asia/Tokyo) for which it holds.</summary>
    public DateOnly Day { get; }

    public string Name { get; private init; } = "";

    public EmploymentKind? Employment { get; private init; }

    /// <summary>The first day of working here without a day between until today, or the day of coming back from the last leave.</summary>
    public DateOnly WorksSince { get; private init; }

    /// <summary>休業・休職中: nothing is due meanwhile.</summary>
    public bool IsOnLeave { get; private init; }

    /// <summary>When the reader last left (<see cref="Leaving.LastOf"/>): no grant from before opens anything.</summary>
    public DateTimeOffset Left { get; private init; } = DateTimeOffset.MinValue;

    public ImmutableArray<Role> Roles { get; private init; } = [];

    public FrozenSet<Ability> Abilities { get; private init; } = FrozenSet<Ability>.Empty;

    /// <summary>所属 on the day.</summary>
    public ImmutableArray<DepartmentId> Departments { get; private init; } = [];

    /// <summary>職 held on the day.</summary>
    public ImmutableArray<PostId> Posts { get; private init; } = [];

    /// <summary>Departments that the reader manages on the day.</summary>
    public ImmutableArray<DepartmentId> ManagedDepartments { get; private init; } = [];

    /// <summary>The stays in departments and on posts that hold on the day, as they are confirmed (<see cref="Assignment.ConfirmedAs"/>); a grant by department or post opens through a confirmed one.</summary>
    public ImmutableArray<AssignmentId> Assignments { get; private init; } = [];

    /// <summary>What rules of targets go by.</summary>
    public TargetStanding Standing => standing?.Value ?? TargetStanding.None;

    /// <summary>Documents that a grant opens on the day.</summary>
    public ImmutableArray<DocumentId> Opened { get; private init; } = [];

    /// <summary>Since when each of <see cref="Opened"/> is open.</summary>
    public FrozenDictionary<DocumentId, DateOnly> OpenedSince { get; private init; } = FrozenDictionary<DocumentId, DateOnly>.Empty;

    /// <summary>Documents of which the reader is custodian on the day.</summary>
    public ImmutableArray<DocumentId> InCustody { get; private init; } = [];

    /// <summary>What grants open and what is in own custody, together: what the store's filter asks for.</summary>
    public ImmutableArray<DocumentId> Reached { get; private init; } = [];

    /// <summary>May see texts that are public.</summary>
    public bool SeesPublic { get; private init; }

    /// <summary>組合業務従事者: may see internal texts.</summary>
    public bool IsWorker => Employment is not null || isOfTheHouse;

    /// <summary>職員等: may see texts opened to all of them.</summary>
    public bool IsStaff => (IsConfirmed || Terminal is not null) && Employment?.IsStaff() == true;

    /// <summary>本人確認済み。False for <see cref="Unconfirmed"/> and <see cref="At"/>.</summary>
    public bool IsConfirmed { get; private init; } = true;

    /// <summary>共用端末 at which the reader looks; null elsewhere.</summary>
    public SharedTerminalId? Terminal { get; private init; }

    /// <summary>Never sees a procedure.</summary>
    public bool IsAdministrator => Roles.Contains(Role.SystemAdministrator);

    /// <summary>No procedure is there for the reader, whatever opens it: an administrator, and whoever looks at a shared terminal.</summary>
    public bool IsKeptFromProcedures => IsAdministrator || Terminal is not null;

    /// <summary>Confirms owners of accounts (本人確認): nobody who makes accounts, whatever else such a person holds.</summary>
    public bool MayConfirmOwners => Can(Ability.ConfirmOwners) && !Can(Ability.ManageAccounts);

    /// <summary>Sees every document, procedures included (CISO and the named deputy).</summary>
    public bool SeesCatalogue => Can(Ability.SeeProcedureCatalogue);

    /// <summary>
    /// 合議に加わる: is asked about the texts of the department. Managers who are 職員等 only: in a draft stand the words that are withheld from everybody else, and nobody has yet decided which.
    /// </summary>
    public bool ConsultsFor(DepartmentId department) => IsStaff && Can(Ability.ConsultOnAmendments) && ManagedDepartments.Contains(department);

    /// <summary>Is custodian of the document on the day.</summary>
    public bool Keeps(DocumentId document) => InCustody.Contains(document);

    public bool Can(Ability ability) => Abilities.Contains(ability);

    private static readonly FrozenDictionary<InformationSystemId, InformationSystem> NoSystems = FrozenDictionary<InformationSystemId, InformationSystem>.Empty;

    /// <summary>No reader: sees nothing at all. What a context has until it is opened for someone, and what verbs at the shell have.</summary>
    public static Reader Nobody { get; } = new(null, DateOnly.MinValue);

    /// <summary>Someone who has not signed in: sees public texts where a page offers them.</summary>
    public static Reader Anonymous(DateOnly day) => new(null, day) { SeesPublic = true };

    /// <summary>組合の中: no person, but as everybody who works here: public and internal texts and nothing else. For verbs that are given a text by its code.</summary>
    public static Reader OfTheHouse(DateOnly day) => new(null, day, true) { SeesPublic = true };

    /// <summary>The same reader with what the grants open; <paramref name="grants"/> are all that could.</summary>
    public Reader With(IEnumerable<NeedToKnowGrant> grants) =>
        new(this, grants.Where(grant => NeedToKnow.Opens(grant, this)).GroupBy(grant => grant.DocumentId).ToFrozenDictionary(open => open.Key, open => open.Min(grant => grant.OpenSince(Assignments))));

    /// <summary>Since when the document binds the reader, if it does: since the reader works here, or since it is open to the reader where only those are bound to whom it is granted.</summary>
    public DateOnly BoundSince(PolicyDocument document) =>
        document.Audience == Audience.Granted && OpenedSince.TryGetValue(document.Id, out var opened) && opened > WorksSince ? opened : WorksSince;

    /// <summary>
    /// The same person while nobody has confirmed who opened the account: reads public and internal texts and acknowledges them, as everybody who works here. No office, no post, no custody, no grant,
    /// nothing that is open to 職員等 only, and nothing that the person asked for or acknowledged and can no longer see: else whoever makes the account could be that person.
    /// </summary>
    public Reader Unconfirmed() => !IsWorker ? this : unconfirmed ??= Bare(null);

    /// <summary>The same person at a shared terminal: as <see cref="Unconfirmed"/>, but for what all 職員等 may read, since the manager handed the PIN over in person. No procedure at all: a PIN proves less than a sign-in, and others look on. The post stands on the record alone.</summary>
    public Reader At(SharedTerminalId terminal) => !IsWorker ? this : Bare(terminal);

    private Reader Bare(SharedTerminalId? terminal) => new(PersonId, Day)
    {
        standing = standing, Name = Name, Employment = Employment, WorksSince = WorksSince, IsOnLeave = IsOnLeave, Left = Left, Roles = [Role.Staff], Abilities = BareAbilities, Departments = Departments, SeesPublic = SeesPublic, IsConfirmed = false,
        Terminal = terminal, Posts = terminal is null ? [] : Posts,
    };

    /// <summary>The person as of the day. <paramref name="custody"/>: the documents of which the person is custodian on the day (<see cref="Custody.IsKeptBy"/>).</summary>
    public static Reader Of(
        Person person, IEnumerable<Employment> employments, IEnumerable<Assignment> assignments, IEnumerable<Post> posts, IEnumerable<DocumentId> custody, DateOnly day, IEnumerable<Leave>? leaves = null,
        IEnumerable<SystemUse>? uses = null, IReadOnlyDictionary<InformationSystemId, InformationSystem>? systems = null)
    {
        var employment = employments.Where(row => row.PersonId == person.Id && row.HoldsOn(day)).OrderByDescending(row => row.From).FirstOrDefault();
        if (employment is null)
            return new Reader(person.Id, day) { Name = person.Name };
        var left = Leaving.LastOf(employments.Where(row => row.PersonId == person.Id), day);
        var held = assignments.Where(row => row.PersonId == person.Id && row.StandsOn(day, left)).ToList();
        var postIds = held.Where(row => row.PostId is not null).Select(row => row.PostId!.Value).ToHashSet();
        var managed = posts.Where(post => post.ConfersManager && post.DepartmentId is not null && postIds.Contains(post.Id)).Select(post => post.DepartmentId!.Value).Distinct().ToImmutableArray();
        var roles = new SortedSet<Role>(held.Select(row => row.Role).OfType<Role>().Where(role => employment.Kind.MayHold(role))) { Role.Staff };
        if (managed.Length > 0)
            roles.Add(Role.DepartmentManager);
        ImmutableArray<DocumentId> kept = [.. custody.Distinct()];
        var away = (leaves ?? []).Where(row => row.PersonId == person.Id).ToList();
        var (since, back) = (employments.Where(row => row.PersonId == person.Id).SinceWithoutBreak(employment), Leave.BackSince(away, day));
        if (kept.Length > 0)
            roles.Add(Role.Custodian);
        return new Reader(person.Id, day)
        {
            Name = person.Name,
            standing = new(() => TargetStanding.Of(employments.Where(row => row.PersonId == person.Id), assignments.Where(row => row.PersonId == person.Id), (uses ?? []).Where(row => row.PersonId == person.Id), systems ?? NoSystems, day)),
            Employment = employment.Kind,
            WorksSince = back > since ? back.Value : since,
            IsOnLeave = away.Exists(leave => leave.HoldsOn(day)),
            Left = left,
            Roles = [.. roles],
            Abilities = AbilityTable.Of(roles),
            Departments = [.. held.Where(row => row.DepartmentId is not null).Select(row => row.DepartmentId!.Value).Distinct()],
            Posts = [.. postIds],
            ManagedDepartments = managed,
            Assignments = [.. held.Where(row => row.Role is null).SelectMany(row => row.ConfirmedAs)],
            InCustody = kept,
            Reached = kept,
            SeesPublic = true,
        };
    }
}
