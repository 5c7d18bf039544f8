using System.Text;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Numbering;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>A whole statute: 1,500 articles in 編章節款, branches of branches, a 目次, and the 附則 of thirty amendments.</summary>
public sealed class LongStatuteTests
{
    private const int Articles = 1500;

    private readonly List<string> outline = [];
    private readonly StringBuilder contents = new();
    private readonly StringBuilder body = new();
    private readonly Random random = new(20260401);

    [Theory]
    [InlineData(0)]
    [InlineData(36)]
    [InlineData(45)]
    public void Its_outline_is_read_whole_also_when_its_lines_were_broken(int width)
    {
        var text = Make();
        var reading = ProvisionText.Read(width == 0 ? text : Broken(text, width));
        Assert.Equal(outline, reading.Tree.All().Select(unit => SampleFiles.OutlineLine(unit.Depth, unit.Provision.Label, unit.Provision.Heading)));
        Assert.Equal("大きな組織の管理に関する法律", reading.Tree.Title);
        Assert.Empty(reading.Diagnostics.Where(finding => finding.Code.StartsWith("contents", StringComparison.Ordinal)));
    }

    [Fact]
    public void Its_references_find_what_they_name()
    {
        var reading = ProvisionText.Read(Make());
        var paths = ProvisionPaths.Of(reading.Tree);
        string[] Targets(string at, string written) =>
            [.. reading.References.Where(reference => reference.At.ToString() == at && reference.Written == written).SelectMany(reference => reference.To).Select(path => paths.LabelOf(path))];
        Assert.Equal(["第百二十条第三項第二号"], Targets("700", "第百二十条第三項第二号"));
        Assert.Equal(["第六百九十七条", "第六百九十八条", "第六百九十九条"], Targets("700", "前三条"));
        Assert.Equal(["第七百一条"], Targets("700", "次条第一項"));
        Assert.Equal(["第七百条第二項"], Targets("700.3", "前項"));
    }

    private string Make()
    {
        var article = 0;
        for (var part = 1; part <= 5; part++)
        {
            Division(1, Numberings.Part, part, null);
            for (var chapter = 1; chapter <= 6; chapter++)
            {
                Division(2, Numberings.Chapter, chapter, null);
                for (var section = 1; section <= 5; section++)
                {
                    Division(3, Numberings.Section, section, (article + 1, article + 10));
                    for (var i = 0; i < 10; i++)
                        Article(4, ++article);
                }
            }
        }
        Assert.Equal(Articles, article);
        for (var amendment = 0; amendment < 30; amendment++)
            Supplement(amendment);
        return $"大きな組織の管理に関する法律\n平成元年四月一日法律第一号\n目次\n{contents}附則\n{body}";
    }

    private void Division(int depth, NumberingForm form, int number, (int First, int Last)? articles)
    {
        var label = Kanji(form, number);
        var name = $"第{number}の分野に関する規定";
        var range = articles is var (first, last) ? $"（{Kanji(Numberings.Article, first)}―{Kanji(Numberings.Article, last)}）" : "";
        contents.Append('　', depth).Append(label).Append('　').Append(name).Append(range).Append('\n');
        Unit(depth, label, name, label + "　" + name);
    }

    private void Article(int depth, int number)
    {
        var label = Kanji(Numberings.Article, number);
        Captioned(depth, label, $"第{number}の事項の取扱い", number == 700
            ? "前三条の規定は、第百二十条第三項第二号に掲げる者について、次条第一項の場合に準用する。"
            : "この法律の定めるところにより、職員は、誠実に職務を行わなければならない。ただし、急を要するときは、この限りでない。");
        for (var paragraph = 2; paragraph <= (number % 100 is 0 or 20 ? 3 : random.Next(1, 5)); paragraph++)
            Paragraph(depth + 1, paragraph, number % 100 is 0 or 20);
        if (number % 50 != 1 || number % 10 == 0)
            return;
        Captioned(depth, label + "の二", "特例", "前条の規定にかかわらず、主務大臣は、その定めるところにより、期間を変更することができる。");
        Captioned(depth, label + "の二の二", "特例の特例", "前条の規定は、災害の場合には、適用しない。");
        Captioned(depth, label + "の三", "委任", "前二条に定めるもののほか、必要な事項は、政令で定める。");
    }

    private void Captioned(int depth, string label, string caption, string words)
    {
        body.Append('（').Append(caption).Append("）\n");
        Unit(depth, label, caption, label + "　" + words);
    }

    private void Paragraph(int depth, int number, bool items)
    {
        Unit(depth, Numberings.Digits.Write(ProvisionNumber.Of(number), Numerals.Full)!, null, $"{Numberings.Digits.Write(ProvisionNumber.Of(number), Numerals.Full)}　前項の規定による届出は、次に掲げる者が、主務省令で定めるところにより、行わなければならない。");
        for (var item = 1; items && item <= 3; item++)
        {
            var label = Numberings.KanjiDigits.Write(ProvisionNumber.Of(item), Numerals.Kanji)!;
            Unit(depth + 1, label, null, label + "　主務大臣の許可を受けた者であって、その許可の日から五年を経過しないもの");
        }
    }

    private void Supplement(int amendment)
    {
        var date = amendment == 0 ? null : $"平成{Kanji(Numberings.KanjiDigits, amendment)}年六月三日法律第{Kanji(Numberings.KanjiDigits, amendment * 7)}号";
        Unit(1, "附則", date, date is null ? "附　則" : $"附　則　（{date}）　抄");
        for (var i = 1; i <= amendment % 4; i++)
            Captioned(2, Kanji(Numberings.Article, i), i == 1 ? "施行期日" : "経過措置", "この法律は、公布の日から起算して六月を超えない範囲内において政令で定める日から施行する。");
        if (amendment % 4 == 0)
            body.Append("この法律は、公布の日から施行する。\n");
    }

    private void Unit(int depth, string label, string? heading, string line)
    {
        outline.Add(SampleFiles.OutlineLine(depth, label, heading));
        body.Append(line).Append('\n');
    }

    private static string Kanji(NumberingForm form, int number) => form.Write(ProvisionNumber.Of(number), Numerals.Kanji)!;

    /// <summary>As a print breaks lines: no full stop or closing bracket begins one.</summary>
    private static string Broken(string text, int width)
    {
        var broken = new StringBuilder();
        var at = 0;
        foreach (var sign in text)
        {
            if (sign == '\n')
                at = -1;
            else if (at >= width && !"、。）".Contains(sign, StringComparison.Ordinal))
            {
                broken.Append('\n');
                at = 0;
            }
            broken.Append(sign);
            at++;
        }
        return broken.ToString();
    }
}
