using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Texts;

/// <summary>改正の書き方。How the office writes its amendments, the same on screen, in Word, in PDF and in HTML; section <c>Amending</c> of the configuration.</summary>
public sealed class AmendingOptions
{
    public const string Section = "Amending";

    /// <summary>新旧対照表: the new text on the left.</summary>
    public bool NewOnLeft { get; set; } = true;

    /// <summary>Head of the column of the new text: 改正後, 改正案, 新.</summary>
    public string NewName { get; set; } = "改正後";

    /// <summary>Head of the column of the old text: 改正前, 現行, 旧.</summary>
    public string OldName { get; set; } = "改正前";

    /// <summary>In place of what did not change: （略）, ［略］.</summary>
    public string Omitted { get; set; } = "（略）";

    /// <summary>Beside what is new: （新設）.</summary>
    public string Added { get; set; } = "（新設）";

    /// <summary>Beside what is gone: （削る）, （削除）.</summary>
    public string Deleted { get; set; } = "（削る）";

    /// <summary>PDFの新旧対照表: two signs around changed words, such as ［］, for whoever does not see the line below them.</summary>
    public string ChangedSigns { get; set; } = "";

    /// <summary>改め文: 次に or 下に, after the words that others are added to.</summary>
    public string AfterWords { get; set; } = "次に";

    /// <summary>次の一条 in place of 次の1条.</summary>
    public bool CountsInKanji { get; set; }

    /// <summary>改め文: 第３条 and 次の１条 in full-width figures.</summary>
    public bool FullWidthFigures { get; set; }

    /// <summary>改め文: 6の(3)の① in place of 6(3)①.</summary>
    public bool JoinsPlaces { get; set; }

    /// <summary>新旧対照表方式: the table is the amending text, in place of sentences.</summary>
    public bool AmendsByTable { get; set; }

    /// <summary>押印欄: the names above the boxes of the sheet that goes round, from the highest, divided by commas.</summary>
    public string Stamps { get; set; } = "理事長,常務理事,事務局長,課長,係長,担当";

    public ComparisonTableUsage Table() => new() { NewOnLeft = NewOnLeft, NewName = NewName, OldName = OldName, Omitted = Omitted, Added = Added, Deleted = Deleted, ChangedSigns = ChangedSigns };

    /// <summary>The amending text from one edition to the next, as the office writes it.</summary>
    public WrittenInstrument Between(ProvisionTree old, ProvisionTree @new, DateOnly? effective) => AmendsByTable
        ? AmendingText.TableBetweenEditions(old, @new, Instrument(effective), Table())
        : new(AmendingText.BetweenEditions(old, @new, Instrument(effective)));

    /// <summary>The instrument of an edition that is put into words: the amending text, or the one that repeals.</summary>
    public WrittenInstrument Written(EditionKind kind, ProvisionTree old, ProvisionTree @new, DateOnly? effective) =>
        kind == EditionKind.Repeal ? new(AmendingText.Repealing(old, Instrument(effective))) : Between(old, @new, effective);

    public InstrumentUsage Instrument(DateOnly? effective) => new() { AfterWords = AfterWords, CountsInKanji = CountsInKanji, IsFullWidth = FullWidthFigures, JoinsPlaces = JoinsPlaces, Effective = effective };
}
