using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>Every property of every entity of the store as a field that somebody might send along, with a value of its type that would do harm.</summary>
internal sealed class Padding
{
    private readonly List<(string Entity, string Property, string Value)> properties = [];

    public Padding(IModel model, World world, Places places)
    {
        foreach (var entity in model.GetEntityTypes().Where(entity => !entity.IsOwned()).DistinctBy(entity => entity.ClrType))
        {
            foreach (var property in entity.GetProperties())
                properties.Add((entity.ClrType.Name, property.Name, ValueOf(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType, world, places)));
            foreach (var navigation in entity.GetNavigations())
                properties.Add((entity.ClrType.Name, navigation.Name, places.Document("P-02")));
        }
    }

    public int Properties => properties.Count;

    public int Entities => properties.Select(property => property.Entity).Distinct().Count();

    /// <summary>The fields to send beside those that the form has, by as many posts as the framework takes fields in one.</summary>
    /// <param name="own">The names of the form's own fields.</param>
    public IEnumerable<List<KeyValuePair<string, string>>> Posts(IReadOnlyCollection<string> own, int most)
    {
        var known = own.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Fields(own).Where(field => known.Add(field.Key)).Chunk(most).Select(some => some.ToList());
    }

    /// <summary>The names alone, as they would stand in an address.</summary>
    public IEnumerable<KeyValuePair<string, string>> Names => properties.Select(property => KeyValuePair.Create(property.Property, property.Value)).DistinctBy(one => one.Key, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<KeyValuePair<string, string>> Fields(IReadOnlyCollection<string> own)
    {
        // As they are, and in the place where the form puts its own.
        var prefixes = own.Where(name => name.Contains('.', StringComparison.Ordinal)).Select(name => name[..(name.LastIndexOf('.') + 1)]).Distinct();
        foreach (var prefix in prefixes.Prepend("Input.").Prepend(""))
            foreach (var (_, property, value) in properties)
                yield return KeyValuePair.Create(prefix + property, value);
        foreach (var (entity, property, value) in properties)
            yield return KeyValuePair.Create($"{entity}.{property}", value);
    }

    private static string ValueOf(Type type, World world, Places places) => type switch
    {
        _ when type == typeof(PersonId) => world.IdOf(Who.Administrator).ToString(),
        _ when type == typeof(Role) => nameof(Role.Ciso),
        _ when type.IsEnum => Enum.GetNames(type)[^1],
        _ when type == typeof(bool) => "true",
        _ when type == typeof(DateOnly) => "2026-12-31",
        _ when type == typeof(DateTimeOffset) => "2026-12-31T00:00:00Z",
        _ when type == typeof(int) || type == typeof(long) => "7",
        _ when type == typeof(string) => "別の値",
        _ when type == typeof(SealedText) || type == typeof(byte[]) => Convert.ToBase64String(new byte[32]),
        _ when type == typeof(ContentHash) => new string('0', 64),
        _ => places.AnyOf(type.Name),
    };
}
