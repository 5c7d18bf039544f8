using System.Collections.Immutable;

namespace CcsPolicy.Web.DemoData;

/// <summary>A stay of the roster: in a department, on a post or in a role, from a day until a day.</summary>
internal sealed record DemoStay(string What, DateOnly From, DateOnly? Until)
{
    public bool InForceOn(DateOnly day) => From <= day && (Until is not { } until || until >= day);
}

/// <summary>A person of the roster with dated rows as written.</summary>
internal sealed record DemoPerson
{
    public required string StaffNumber { get; init; }

    public required string Name { get; init; }

    public required string Kana { get; init; }

    /// <summary>雇用の区分 with its days.</summary>
    public required DemoStay Employment { get; init; }

    /// <summary>所属</summary>
    public required ImmutableArray<DemoStay> Departments { get; init; }

    /// <summary>職</summary>
    public required ImmutableArray<DemoStay> Posts { get; init; }

    /// <summary>役割</summary>
    public required ImmutableArray<DemoStay> Roles { get; init; }

    /// <summary>Name of the demo account for showing a role; null for everybody else.</summary>
    public string? Account { get; init; }
}

/// <summary>A department of the roster.</summary>
internal sealed record DemoDepartment(string Code, string Name);

/// <summary>An information system, and the departments in which it is used; null where everybody in a department uses it.</summary>
internal sealed record DemoSystem(string Code, string Name, string[]? Departments);

/// <summary>A post of the roster; one that confers management makes its holder manager of the department.</summary>
internal sealed record DemoPost(string Name, string? Department, bool ConfersManager);

/// <summary>見本の名簿。Departments, posts and people of the fictitious association, read from <c>people.txt</c>.</summary>
internal static class DemoRoster
{
    public static ImmutableArray<DemoDepartment> Departments { get; } =
    [
        new("10", "総務課"), new("20", "企画情報課"), new("30", "会計課"), new("40", "年金課"),
        new("50", "保険健康課"), new("60", "福祉課"), new("70", "保養所青葉荘"), new("90", "監査室"),
    ];

    public static ImmutableArray<DemoPost> Posts { get; } =
    [
        new("理事長", null, false), new("常務理事", null, false), new("理事", null, false), new("監事", null, false),
        new("事務局長", null, false),
        new("総務課長", "総務課", true), new("庶務係長", "総務課", false),
        new("企画情報課長", "企画情報課", true), new("情報係長", "企画情報課", false), new("情報主査", "企画情報課", false), new("企画係長", "企画情報課", false),
        new("会計課長", "会計課", true), new("出納係長", "会計課", false),
        new("年金課長", "年金課", true), new("年金係長", "年金課", false),
        new("保険健康課長", "保険健康課", true), new("給付係長", "保険健康課", false), new("保健係長", "保険健康課", false),
        new("福祉課長", "福祉課", true), new("貯金貸付係長", "福祉課", false),
        new("保養所支配人", "保養所青葉荘", true), new("保養所副支配人", "保養所青葉荘", false),
        new("監査室長", "監査室", true),
    ];

    public static ImmutableArray<DemoSystem> Systems { get; } =
    [
        new("01", "基幹システム", ["総務課", "会計課", "年金課", "保険健康課", "福祉課"]), new("02", "年金システム", ["年金課"]), new("03", "グループウェア", null),
    ];

    public static ImmutableArray<DemoPerson> Read(DemoYear year) =>
    [
        .. from line in DemoTexts.Raw("people").Split('\n', StringSplitOptions.RemoveEmptyEntries)
           where !line.StartsWith('#')
           select Person(line.Split('|'), year),
    ];

    private static DemoPerson Person(string[] columns, DemoYear year) => new()
    {
        StaffNumber = columns[0],
        Name = columns[1],
        Kana = columns[2],
        Employment = Stay($"{columns[3]}@{columns[4]}", year),
        Departments = Stays(columns[5], year),
        Posts = Stays(columns[6], year),
        Roles = Stays(columns[7], year),
        Account = columns[8] is { Length: > 0 } account ? account : null,
    };

    private static ImmutableArray<DemoStay> Stays(string written, DemoYear year) =>
        [.. written.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(stay => Stay(stay, year))];

    /// <summary>Reads <c>総務課@2016.4.1~F.3.31</c>.</summary>
    private static DemoStay Stay(string written, DemoYear year)
    {
        var (what, days) = Cut(written, '@');
        var (from, until) = Cut(days, '~');
        return new DemoStay(what, year.Day(from), until.Length > 0 ? year.Day(until) : null);
    }

    private static (string Before, string After) Cut(string text, char at)
    {
        var place = text.IndexOf(at, StringComparison.Ordinal);
        return place < 0 ? throw new FormatException($"Not a stay of the roster: {text}") : (text[..place], text[(place + 1)..]);
    }
}
