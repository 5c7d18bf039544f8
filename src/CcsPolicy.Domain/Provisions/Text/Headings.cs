using System.Buffers;
using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 見出しの判定。Whether the words beside a number are its heading or its text shows only when everything below it has been read:
/// a name with sentences below it is a heading, a member of a list is not.
/// </summary>
internal sealed class Headings(string text, char[] folded)
{
    private const int LongestName = 45;

    private const int LongestWithBrackets = 120;

    private static readonly SearchValues<char> Particles = SearchValues.Create("、。「」,はがをに");

    private bool captioned;

    public void Decide(List<Unit> roots)
    {
        captioned = AnyCaption(roots, 0);
        Decide(roots, null);
        foreach (var unit in roots)
            if (unit.Kind == ProvisionKind.Article && unit.Form == Numberings.Digits && roots.All(other => other.Heading is null))
                unit.Kind = ProvisionKind.Paragraph;
    }

    private static bool AnyCaption(List<Unit> units, int depth)
    {
        foreach (var unit in units)
            if (unit.Kind == ProvisionKind.Article ? unit.Heading is not null && unit.Place is HeadingPlace.BracketedAbove or HeadingPlace.PlainAbove
                : unit.Rank is > FormRank.Root and < FormRank.Article && AnyCaption(unit.Children, depth + 1))
                return true;
        return false;
    }

    private void Decide(List<Unit> siblings, Unit? parent)
    {
        foreach (var unit in siblings)
            Decide(unit.Children, unit);
        foreach (var unit in siblings)
            if (unit.Heading is null && unit.Pieces.Count > 0)
                Read(unit);
        Vote(siblings, parent);
        Share(siblings);
    }

    private void Read(Unit unit)
    {
        var words = Lead(unit);
        if (unit.Form is SupplementaryNumbering)
            ReadSupplement(unit, words);
        else if (unit.Form is AppendixNumbering)
            ReadAppendix(unit, words);
        else if (unit.Form is DivisionNumbering)
            ReadDivision(unit, words);
        else if (unit.Kind == ProvisionKind.Article || unit.Form is ArticleNumbering)
            ReadArticle(unit, words);
        else if (unit.Kind == ProvisionKind.Paragraph && !TakeBracket(unit, words) && unit.Form is LayeredNumbering && IsName(words))
            Take(unit, PlaceOf(unit));
    }

    /// <summary>附則（令和3年12月1日）, 附則 平成19年規程第2号, or the bracket on the line below.</summary>
    private void ReadSupplement(Unit unit, ReadOnlySpan<char> words)
    {
        var group = Wording.Group(words);
        if (unit.FirstOnLabel && group > 2)
            TakeGroup(unit, group);
        else if (!unit.FirstOnLabel && group == words.Length && group > 2 && Wording.IsEnactmentNote(words[1..^1]))
            TakeGroup(unit, group);
        else if (unit.FirstOnLabel && Wording.IsDated(words) && !Wording.IsSentence(words))
            Take(unit, HeadingPlace.SameLine);
    }

    private void ReadAppendix(Unit unit, ReadOnlySpan<char> words)
    {
        if (!unit.FirstOnLabel)
            return;
        var group = Wording.Group(words);
        if (group == 0 && IsName(words))
            Take(unit, HeadingPlace.SameLine);
        else if (group > 0 && group < words.Length && group <= unit.Pieces[0].End - unit.Pieces[0].Start && IsName(words[group..].Trim(' ')))
        {
            // 別表第1（第5条関係）　情報資産の分類: the name is the heading, what it belongs to is text.
            var piece = unit.Pieces[0];
            unit.Heading = text[(piece.Start + group)..piece.End].Trim();
            unit.Pieces[0] = new(piece.Start, piece.Start + group, false);
            unit.FirstOnLabel = false;
        }
    }

    private void ReadDivision(Unit unit, ReadOnlySpan<char> words)
    {
        if (words is not "削除" && (unit.FirstOnLabel || (words.Length <= LongestName && !Wording.IsSentence(words))))
            Take(unit, PlaceOf(unit));
    }

    private void ReadArticle(Unit unit, ReadOnlySpan<char> words)
    {
        if (TakeBracket(unit, words) || TakeBracketBelow(unit, words))
            return;
        if (captioned && !HasBody(unit))
            return;
        if (IsName(words) && (unit.FirstOnLabel || unit.Pieces.Count > 1 || unit.Children.Count > 0))
            Take(unit, PlaceOf(unit));
        else if (!captioned && unit.FirstOnLabel && NameBeforeSentence(words) is > 0 and var name && name < unit.Pieces[0].End - unit.Pieces[0].Start)
        {
            var piece = unit.Pieces[0];
            var rest = piece.Start + name;
            while (folded[rest] == ' ')
                rest++;
            unit.Heading = text[piece.Start..(piece.Start + name)];
            unit.Place = HeadingPlace.SameLine;
            unit.Pieces[0] = new(rest, piece.End, false);
            unit.FirstOnLabel = false;
        }
    }

    /// <summary>1 目的　この方針は、…: the length of a name that a gap divides from a sentence.</summary>
    private static int NameBeforeSentence(ReadOnlySpan<char> words)
    {
        var gap = words.IndexOf(' ');
        return gap is > 1 and <= 25 && words.Length - gap > 10 && Wording.IsSentence(words[gap..]) && !words[..gap].ContainsAny(Particles) ? gap : 0;
    }

    private bool TakeBracket(Unit unit, ReadOnlySpan<char> words)
    {
        if (!unit.FirstOnLabel)
            return false;
        var group = Wording.Group(words);
        if (group == 0 || !Wording.IsCaption(words[..group]) || (group < words.Length && Wording.GoesOn(words[group..])))
            return false;
        if (unit.Kind == ProvisionKind.Paragraph && group < words.Length && words[0] == '(' && words[group] != ' ' && !Wording.IsSentence(words))
            return false;
        TakeGroup(unit, group);
        return true;
    }

    /// <summary>第1条 ⏎ （目的） ⏎ この規程は、…: each of the three on a line of its own.</summary>
    private bool TakeBracketBelow(Unit unit, ReadOnlySpan<char> words)
    {
        if (unit.FirstOnLabel || unit.Form is not (ArticleNumbering or OrdinalNumbering) || Wording.Group(words) != words.Length || !Wording.IsCaption(words) || (unit.Pieces.Count == 1 && unit.Children.Count == 0))
            return false;
        TakeGroup(unit, words.Length);
        unit.FirstOnLabel = false;
        return true;
    }

    private void TakeGroup(Unit unit, int group)
    {
        var heading = "";
        unit.FirstOnLabel = false;
        while (heading.Length < group)
        {
            var piece = unit.Pieces[0];
            var rest = Math.Min(piece.End, piece.Start + group - heading.Length);
            heading += text[piece.Start..rest];
            while (rest < piece.End && folded[rest] == ' ')
                rest++;
            unit.FirstOnLabel = rest < piece.End;
            if (unit.FirstOnLabel)
                unit.Pieces[0] = new(rest, piece.End, false);
            else
                unit.Pieces.RemoveAt(0);
        }
        unit.Heading = heading[1..^1].Trim();
        unit.Place = HeadingPlace.BracketedAfter;
    }

    /// <summary>Of members of one list either most are names or none is.</summary>
    private void Vote(List<Unit> siblings, Unit? parent)
    {
        var members = siblings.Where(unit => unit.Heading is null && unit.Pieces.Count > 0 && unit.Rank == FormRank.Floating && unit.Kind != ProvisionKind.Article).ToList();
        if (members.Count == 0)
            return;
        var names = members.Where(unit => IsName(Lead(unit))).ToList();
        var proven = names.Where(unit => HasBody(unit) || HasClauses(unit) || HeadsList(unit, parent)).ToList();
        // Words that follow the last member of a list speak of the whole list.
        if (proven.Count == 1 && proven[0] == members[^1] && members.Count > 1 && !IsShortName(Lead(proven[0])))
            return;
        foreach (var unit in proven.Count * 2 > members.Count || (names.Count == members.Count && proven.Count > 0 && proven[0] != members[^1]) ? names : proven)
            if (unit.FirstOnLabel || unit.Pieces.Count > 1 || unit.Children.Count > 0)
                Take(unit, PlaceOf(unit));
    }

    private static bool IsShortName(ReadOnlySpan<char> words) => words.Length <= 8 && !EndsAsMember(words) && words[^1] is not ('等' or ')');

    private bool HasBody(Unit unit)
    {
        var lead = LeadCount(unit);
        // を置く。: what goes on with the words is no body of theirs.
        if (lead < unit.Pieces.Count && BrokenWords.BeginsWithin(Words(unit.Pieces[lead])))
            return false;
        for (var i = lead; i < unit.Pieces.Count; i++)
            if (folded[unit.Pieces[i].Start] is not '※' && Wording.IsSentence(Words(unit.Pieces[i])) || (i == lead && folded[unit.Pieces[i].Start] is '・' or '•'))
                return true;
        return false;
    }

    /// <summary>The units below are sentences, or names with sentences of their own.</summary>
    private bool HasClauses(Unit unit) =>
        unit.Children.Count > 0 && !EndsAsMember(Lead(unit))
        && (unit.Children[0].Heading is not null || unit.Children[0].Pieces.Count > 0 && Wording.IsSentence(Lead(unit.Children[0])));

    /// <summary>Ⅳ 人的対策 ⏎ 1 教育 ⏎ (1) 新任者: in a policy that counts in roman figures or letters a plain number with a list below heads it.</summary>
    private bool HeadsList(Unit unit, Unit? parent) =>
        unit.Form == Numberings.Digits && unit.Children.Count > 0 && parent?.Form is OrdinalNumbering or PlainNumbering { Glyphs: RomanGlyphs } && IsShortName(Lead(unit));

    private static bool EndsAsMember(ReadOnlySpan<char> words) =>
        words.EndsWith("もの") || words.EndsWith("こと") || words.EndsWith("とき") || words.EndsWith("場合")
        || (words.Length > 1 && words[^1] == '者' && words[^2] is >= 'ぁ' and <= 'ん');

    private static bool IsName(ReadOnlySpan<char> words)
    {
        if (words.IsEmpty || Wording.LengthOutside(words) > LongestName || words.Length > LongestWithBrackets || Wording.IsSentenceOutside(words) || words[0] is '・' or '-' or '*' or '※' or '○' or '•' or '、')
            return false;
        if (words.StartsWith("次の") || words.StartsWith("次に") || words.Contains("とき ", StringComparison.Ordinal) || words.Contains("もの ", StringComparison.Ordinal))
            return false;
        foreach (var joint in (ReadOnlySpan<string>)["て、", "し、", "り、", "が、", "れ、", "き、"])
            if (words.Contains(joint, StringComparison.Ordinal))
                return false;
        return words is not ("削除" or "略" or "(略)" or "欠番" or "(削除)" or "〔削除〕") && words[^1] is not ('、' or ',' or 'を' or 'が' or 'で' or 'の' or ':') && (words[^1] is not ('は' or 'に') || words.Length <= 15) && !words.Contains("は、", StringComparison.Ordinal) && !Wording.IsOldSentence(words)
            && !words.EndsWith("こと") && !words.EndsWith("もの") && !words.EndsWith("とき") && !(words[0] == '(' && words[^1] == ')');
    }

    private static HeadingPlace PlaceOf(Unit unit) => unit.FirstOnLabel ? HeadingPlace.SameLine : HeadingPlace.PlainBelow;

    private void Take(Unit unit, HeadingPlace place)
    {
        var count = LeadCount(unit);
        unit.Heading = Piece.Join(unit.Pieces[..count], text);
        unit.Place = place;
        unit.Pieces.RemoveRange(0, count);
        unit.FirstOnLabel = false;
    }

    /// <summary>共通見出し: an article without a caption after one that has it.</summary>
    private void Share(List<Unit> siblings)
    {
        for (var i = 1; i < siblings.Count; i++)
            if (siblings[i] is { Form: ArticleNumbering, Heading: null, Pieces: [var first, ..] } unit && Words(first) is not ("削除" or "(削除)")
                && siblings[i - 1] is { Form: ArticleNumbering } above && (above.Place == HeadingPlace.Shared || above.Heading is not null && above.Place == HeadingPlace.BracketedAbove))
                unit.Place = HeadingPlace.Shared;
    }

    /// <summary>How many pieces the first line was broken into for width.</summary>
    private static int LeadCount(Unit unit)
    {
        var count = 1;
        while (count < unit.Pieces.Count && unit.Pieces[count].GoesOn)
            count++;
        return count;
    }

    /// <summary>The first line as it was before it was broken; of a long one what is enough to know it for a sentence.</summary>
    private ReadOnlySpan<char> Lead(Unit unit)
    {
        var count = LeadCount(unit);
        return count == 1 ? Words(unit.Pieces[0]) : string.Concat(unit.Pieces[..Math.Min(count, 12)].Select(piece => new string(Words(piece))));
    }

    private ReadOnlySpan<char> Words(Piece piece) => folded.AsSpan(piece.Start, piece.End - piece.Start);
}
