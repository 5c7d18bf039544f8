using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Random 附則 as texts have them: bare, in 項 or 条, with captions or without, and those that amendments have left behind the first one.</summary>
internal sealed class RandomSupplements(uint seed)
{
    private static readonly string[] Captions = ["施行期日", "経過措置", "準備行為", "旧規程の廃止", "検討"];
    private static readonly string[] Sentences = ["この規程は、令和6年4月1日から施行する。", "この規程の施行の際現に交付されている許可証は、なおその効力を有する。", "この規程の施行に必要な準備は、施行の日前に行うことができる。", "文書管理規程は、廃止する。", "この規程は、施行後3年を目途に見直すものとする。", "改正後の規定は、施行の日以後に持ち出す端末について適用する。"];

    private readonly Random random = new((int)seed + 77_777);

    /// <summary>The first one, and those of up to two amendments.</summary>
    public ImmutableArray<Provision> Of(int least) => [Supplement(null), .. Enumerable.Range(1, random.Next(least, 3)).Select(at => Supplement($"令和{at + 6}年3月{at}日規程第{at + 1}号"))];

    /// <summary>In every second text one of them is another one, or one goes, or one of an amendment comes.</summary>
    public ImmutableArray<Provision> Amended(ImmutableArray<Provision> provisions)
    {
        var all = provisions.Where(one => one.Kind == ProvisionKind.SupplementaryProvision).ToList();
        if (all.Count == 0 || random.Next(2) == 0)
            return provisions;
        var one = all[random.Next(all.Count)];
        var at = provisions.IndexOf(one);
        return random.Next(8) switch
        {
            0 => provisions.Insert(provisions.IndexOf(all[^1]) + 1, Supplement("令和10年3月25日規程第9号")),
            1 when one.Heading is not null => provisions.RemoveAt(at),
            2 => provisions.SetItem(at, Supplement(one.Heading)),
            _ => provisions.SetItem(at, Edited(one)),
        };
    }

    private Provision Supplement(string? instrument) => Made(instrument, random.Next(4), [.. Enumerable.Range(0, random.Next(1, 5)).Select(Rule)]);

    private (string? Caption, string Words) Rule(int at) => (random.Next(3) == 0 ? null : Captions[at == 0 ? 0 : random.Next(Captions.Length)], Sentences[at == 0 ? 0 : random.Next(Sentences.Length)]);

    /// <summary>The same rules in another form, with another caption or none, one more or one less.</summary>
    private Provision Edited(Provision one)
    {
        var rules = one.Children.IsEmpty ? [(null, one.Text)] : one.Children.Select(child => (child.Heading, child.Text)).ToList();
        var form = one.Children.IsEmpty ? 0 : one.Children[0].Kind == ProvisionKind.Article ? 3 : 1;
        var at = random.Next(rules.Count);
        switch (random.Next(6))
        {
            case 0:
                rules.Insert(at + 1, Rule(at + 1));
                break;
            case 1 when rules.Count > 1:
                rules.RemoveAt(at);
                break;
            case 2:
                rules[at] = (rules[at].Item1 is null ? Captions[random.Next(Captions.Length)] : null, rules[at].Item2);
                break;
            case 3:
                rules[at] = (rules[at].Item1, rules[at].Item2.Replace("。", "ものとし、その結果を公表する。", StringComparison.Ordinal));
                break;
            case 4:
                rules = rules[..1];
                form = 0;
                break;
            default:
                form = random.Next(4);
                break;
        }
        return Made(one.Heading, form, rules);
    }

    private static Provision Made(string? instrument, int form, List<(string? Caption, string Words)> rules) => new()
    {
        Kind = ProvisionKind.SupplementaryProvision, Label = "附則", Heading = instrument, HeadingPlace = instrument is null ? HeadingPlace.SameLine : HeadingPlace.BracketedAfter,
        Text = form == 0 && rules.Count == 1 ? rules[0].Words : "",
        Children = form == 0 && rules.Count == 1 ? [] : [.. rules.Select((rule, at) => new Provision
        {
            Kind = form == 3 ? ProvisionKind.Article : ProvisionKind.Paragraph,
            Label = form == 3 ? $"第{(at + 1).ToString(CultureInfo.InvariantCulture)}条" : (at + 1).ToString(CultureInfo.InvariantCulture),
            Heading = rule.Caption, HeadingPlace = rule.Caption is not null ? HeadingPlace.BracketedAbove : form == 3 && rules.Take(at).Any(above => above.Caption is not null) ? HeadingPlace.Shared : HeadingPlace.SameLine, Text = rule.Words,
        })],
    };
}
