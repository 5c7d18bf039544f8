using System.Globalization;
using System.Text.Json;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Words;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>
/// 記録の言葉。What an entry says, in the language of the page. Of the details only those in the list below are told, and an id only where it names
/// a person or a department: whatever else an id stands for may be hidden from the reader.
/// </summary>
public sealed class JournalWords(IStringLocalizer<JournalText> text, DomainWords words)
{
    private static readonly Dictionary<string, Type[]> Lists = new(StringComparer.Ordinal)
    {
        ["role"] = [typeof(Role)], ["kind"] = [typeof(EmploymentKind), typeof(EditionKind)], ["tier"] = [typeof(Tier)], ["openness"] = [typeof(Openness)],
        ["before"] = [typeof(Openness)], ["after"] = [typeof(Openness)], ["instrument"] = [typeof(InstrumentKind)], ["amended-by"] = [typeof(AmendingMethod)],
    };

    private static readonly HashSet<string> People = new(["person", "custodian", "from", "to", "administrator", "ciso"], StringComparer.Ordinal);

    private static readonly HashSet<string> Days = new(["from", "until", "day", "enacted", "effective", "renamed"], StringComparer.Ordinal);

    private static readonly HashSet<string> Plain = new(["receipt", "format", "people", "accounts", "new", "changed", "ending", "count", "references", "place"], StringComparer.Ordinal);

    public string Fact(string action) => text["Fact." + action] is { ResourceNotFound: false } known ? known.Value : action;

    /// <summary>A fact, or a whole group of them.</summary>
    public string Kind(string kind) => text["Group." + kind] is { ResourceNotFound: false } group ? group.Value : Fact(kind);

    /// <summary>Who stands in the place of a person: the provider, whoever was at the shell of the server, or somebody who had not signed in.</summary>
    public string Nobody(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using var record = JsonDocument.Parse(entry.Bytes);
        if (record.RootElement.TryGetProperty("details", out var details) && details.TryGetProperty("by", out var by) && entry.Action.StartsWith("officer.", StringComparison.Ordinal))
            return text["By." + by.GetString()];
        return text[entry.Action is "account.sign-in-refused" or "account.invitation-accepted" or "terminal.started" ? "Nobody" : "AtServer"];
    }

    /// <summary>Names and values of what the entry tells beside its kind.</summary>
    public IReadOnlyList<(string Name, string Value)> Details(JournalEntry entry, JournalNames names)
    {
        using var record = JsonDocument.Parse(entry.Bytes);
        var told = new List<(string, string)>();
        if (record.RootElement.TryGetProperty("details", out var details))
            foreach (var detail in details.EnumerateObject())
                // The account of whoever did it, or of whom the entry names anyway, says nothing more.
                if (detail.Value.GetString() is { Length: > 0 } value && !(detail.Name == "account" && (details.TryGetProperty("person", out _) || names.HolderOf(value) == entry.ActorId))
                    && Value(detail.Name, value, names) is { } shown)
                    told.Add((text[$"Detail.{detail.Name}{(IsHolder(detail.Name, value) ? ".person" : "")}"], shown));
        // The record has the hash of the reason; its words lie with the grant, for whoever is told to whom it was given.
        if (entry.Action == "grant.ended" && details.ValueKind == JsonValueKind.Object && details.TryGetProperty("grant", out var ended) && names.EndReason(ended.GetString() ?? "") is { } why)
            told.Add((text["Detail.end-reason"], why));
        return told;
    }

    /// <summary>A change of custody says from whom to whom; a stay says from when.</summary>
    private static bool IsHolder(string name, string value) => name is "from" or "to" && PublicId.TryParse<PersonId>(value) is not null;

    private string? Value(string name, string value, JournalNames names)
    {
        if (Plain.Contains(name))
            return value;
        // Numbers in a review; something else in an exchange of keys.
        if (name is "kept" or "ended")
            return value.All(char.IsAsciiDigit) && value.Length < 8 ? value : null;
        if (name == "report")
            return text["Report." + value] is { ResourceNotFound: false } report ? report.Value : null;
        if (name == "address")
            return value.Length > AskedAddress.ShownLength ? value[..AskedAddress.ShownLength] : value;
        if (name == "by")
            return text["By." + value] is { ResourceNotFound: false } by ? by.Value : null;
        if (Days.Contains(name) && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return ShownDate.Of(day);
        if (People.Contains(name))
            return PublicId.TryParse<PersonId>(value) is { } person ? names.Person(person) : null;
        if (name == "grant")
            return names.Grantee(value);
        if (name == "account")
            return names.Person(names.HolderOf(value));
        if (name == "department")
            return PublicId.TryParse<DepartmentId>(value) is { } department ? names.Department(department) : null;
        return Lists.TryGetValue(name, out var lists)
            ? lists.Where(list => Enum.IsDefined(list, value)).Select(list => words[(Enum)Enum.Parse(list, value)]).FirstOrDefault()
            : null;
    }
}
