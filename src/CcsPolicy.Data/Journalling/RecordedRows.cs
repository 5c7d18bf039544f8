using System.Collections.Concurrent;
using System.Collections.Frozen;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CcsPolicy.Data.Journalling;

/// <summary>法的な重みのある行。Rows that are evidence: each that a save adds or changes puts its hash into the journal entry of that save.</summary>
internal sealed class RecordedRows
{
    /// <summary>
    /// The document and for whom it was registered, published text with its files and what it carries out and cites, who wrote and approved it, who was granted access, who was answerable, who was bound, and who has
    /// acknowledged: each about a document.
    /// </summary>
    public static readonly FrozenSet<Type> OfDocuments = FrozenSet.Create(
        typeof(PolicyDocument), typeof(Amendment), typeof(AmendmentAuthor), typeof(ApprovalStep), typeof(Edition), typeof(PairingCorrection), typeof(ImplementsLink), typeof(GuidelineCitation), typeof(StoredFile),
        typeof(Acknowledgement), typeof(AcknowledgementWithdrawal), typeof(Matter), typeof(MatterAnswer), typeof(Campaign), typeof(CourseVersion), typeof(CourseQuestion), typeof(CourseAttempt), typeof(CoursePlan), typeof(CourseAttendance), typeof(NeedToKnowGrant), typeof(GrantConfirmation), typeof(GrantReview), typeof(GrantVerdict),
        typeof(CustodyHandover), typeof(OpennessDecision), typeof(ProvisionOpenness), typeof(TargetDecision), typeof(TargetRule));

    /// <summary>Who the people are of whom those rows speak, and where they stood: without them another name could be put under an acknowledgement.</summary>
    public static readonly FrozenSet<Type> OfPeople = FrozenSet.Create(typeof(Person), typeof(Employment), typeof(Leave), typeof(InformationSystem), typeof(SystemUse), typeof(SharedTerminal), typeof(Assignment), typeof(Department), typeof(Post), typeof(FormerName), typeof(PersonnelChange), typeof(PersonnelChangeRow));

    private static readonly ConcurrentDictionary<IEntityType, RecordedRows?> Known = new();

    // Made when a row is saved: the model compiles several expressions for each column, and whoever verifies asks only for names.
    private readonly Lazy<(string Name, Func<object, object?> Read)[]> columns;
    private readonly Lazy<Func<object, object?>[]> key;

    private RecordedRows(IEntityType entity)
    {
        Table = entity.GetTableName()!;
        CanChange = !Protection.GuardTriggers.OnRecord.Contains(entity.ClrType);
        columns = new(() => [.. entity.GetProperties().Select(property => (property.GetColumnName(), Reader(property))).OrderBy(column => column.Item1, StringComparer.Ordinal)]);
        KeyColumns = [.. entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName())];
        key = new(() => [.. entity.FindPrimaryKey()!.Properties.Select(Reader)]);
    }

    public string Table { get; }

    /// <summary>Whether a save may change such a row; otherwise rows are only added.</summary>
    public bool CanChange { get; }

    /// <summary>The columns of the primary key, in its order.</summary>
    public IReadOnlyList<string> KeyColumns { get; }

    /// <summary>How rows of the kind are hashed; null when they are no evidence.</summary>
    public static RecordedRows? Of(IEntityType entity) => Known.GetOrAdd(entity, static kind => OfDocuments.Contains(kind.ClrType) || OfPeople.Contains(kind.ClrType) ? new RecordedRows(kind) : null);

    public static IReadOnlyList<RecordedRows> All(IModel model) => [.. model.GetEntityTypes().Select(Of).OfType<RecordedRows>().OrderBy(rows => rows.Table, StringComparer.Ordinal)];

    /// <summary>The row's name in a journal entry: table and key.</summary>
    public string NameOf(object row) => NameOf(Table, key.Value.Select(column => column(row)!));

    public static string NameOf(string table, IEnumerable<object> key) => $"{table}/{string.Join('/', key.Select(RowDigest.Written))}";

    public string HashOf(object row, ReadOnlySpan<byte> salt, RowDigest digest)
    {
        digest.Begin(salt);
        foreach (var (name, read) in columns.Value)
            digest.Add(name, read(row));
        return digest.End();
    }

    // The value as it goes into the database. Both steps are compiled once by the model.
    private static Func<object, object?> Reader(IProperty property)
    {
        var getter = property.GetGetter();
        return property.GetTypeMapping().Converter is { } converter
            ? row => getter.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null
            : getter.GetClrValue;
    }
}
