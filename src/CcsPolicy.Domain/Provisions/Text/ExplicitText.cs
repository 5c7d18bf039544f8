using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 明示形式。A spelling of a tree that leaves nothing to be recognised: each line says what it is. For trees whose usual spelling would be
/// read otherwise. The first line is <see cref="Marker"/>; then T title, P preamble, C contents, U unit (depth, kind, place, label, heading), X text.
/// </summary>
internal static class ExplicitText
{
    public const string Marker = "⟦条項⟧";

    private const int Deepest = 64;

    public static bool IsExplicit(string text) =>
        text.StartsWith(Marker, StringComparison.Ordinal) && (text.Length == Marker.Length || text[Marker.Length] is '\n' or '\r');

    public static string Write(ProvisionTree tree)
    {
        var text = new StringBuilder(Marker).Append('\n');
        Field(text.Append("T\t"), tree.Title).Append('\n');
        foreach (var line in tree.Preamble)
            Field(text.Append("P\t"), line).Append('\n');
        foreach (var line in tree.Contents)
            Field(text.Append("C\t"), line).Append('\n');
        foreach (var (provision, depth) in tree.All())
        {
            text.Append("U\t").Append(depth).Append('\t').Append((int)provision.Kind).Append('\t').Append((int)provision.HeadingPlace).Append('\t');
            Field(text, provision.Label);
            if (provision.Heading is { } heading)
                Field(text.Append('\t'), heading);
            text.Append('\n');
            if (provision.Text.Length > 0)
                Field(text.Append("X\t"), provision.Text).Append('\n');
        }
        return text.ToString();
    }

    public static ProvisionReading Read(TextLines source)
    {
        var accounting = new Accounting(source.Lines.Length);
        var diagnostics = new Diagnostics(source);
        var (title, preamble, contents) = ("", ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        var roots = ImmutableArray.CreateBuilder<Provision>();
        var open = new List<Level>();
        var count = 0;
        for (var i = 0; i < source.Lines.Length; i++)
        {
            var line = source.Lines[i];
            if (source.Content(line).IsWhiteSpace())
                continue;
            var fields = source.Content(line).ToString().Split('\t');
            var place = TextPlace.Provision;
            if (i == 0)
                place = TextPlace.PageChrome;
            else if (fields is ["T", var written])
                (title, place) = (Unescape(written), TextPlace.Title);
            else if (fields is ["P", var before])
                (place, _) = (TextPlace.Preamble, Keep(preamble, before));
            else if (fields is ["C", var entry])
                (place, _) = (TextPlace.Contents, Keep(contents, entry));
            else if (ReadUnit(fields, open.Count, i + 1) is { } unit)
            {
                Close(open, unit.Depth, roots);
                open.Add(unit);
                count++;
            }
            else if (fields is ["X", var words] && open.Count > 0)
                open[^1].Provision = open[^1].Provision with { Text = Unescape(words) };
            else
            {
                place = TextPlace.Diagnostic;
                diagnostics.Add(i + 1, 1, DiagnosticKind.Unplaced, "");
            }
            accounting.AddPart(line.Start, line.Start + line.Length, place, place == TextPlace.Provision ? count - 1 : -1);
        }
        Close(open, 1, roots);
        return new ProvisionReading
        {
            Tree = new() { Title = title, Preamble = preamble.ToImmutable(), Contents = contents.ToImmutable(), Provisions = roots.ToImmutable() },
            History = DocumentHistory.None,
            Diagnostics = diagnostics.InOrder(),
            Parts = accounting.InOrder(),
        };
    }

    private sealed class Level
    {
        public required int Depth { get; init; }

        public required Provision Provision { get; set; }

        public ImmutableArray<Provision>.Builder Children { get; } = ImmutableArray.CreateBuilder<Provision>();
    }

    private static bool Keep(ImmutableArray<string>.Builder lines, string line)
    {
        lines.Add(Unescape(line));
        return true;
    }

    private static Level? ReadUnit(string[] fields, int open, int line)
    {
        if (fields.Length is not (5 or 6) || fields[0] != "U" || !Number(fields[1], out var depth) || !Number(fields[2], out var kind) || !Number(fields[3], out var place)
            || depth < 1 || depth > open + 1 || depth > Deepest || !Enum.IsDefined((ProvisionKind)kind) || !Enum.IsDefined((HeadingPlace)place))
            return null;
        return new Level
        {
            Depth = depth,
            Provision = new()
            {
                Kind = (ProvisionKind)kind,
                HeadingPlace = (HeadingPlace)place,
                Label = Unescape(fields[4]),
                Heading = fields.Length == 6 ? Unescape(fields[5]) : null,
                Line = line,
            },
        };
    }

    private static bool Number(string field, out int value) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>Closes the open units from <paramref name="depth"/> on, each into its parent.</summary>
    private static void Close(List<Level> open, int depth, ImmutableArray<Provision>.Builder roots)
    {
        while (open.Count >= depth)
        {
            var closed = open[^1].Provision with { Children = open[^1].Children.ToImmutable() };
            open.RemoveAt(open.Count - 1);
            (open.Count == 0 ? roots : open[^1].Children).Add(closed);
        }
    }

    private static StringBuilder Field(StringBuilder text, string field)
    {
        foreach (var sign in field)
            if (sign is '\\' or < ' ' or '\u0085' or '\u2028' or '\u2029' || char.IsSurrogate(sign))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}");
            else
                text.Append(sign);
        return text;
    }

    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
            return field;
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
            if (field[i] == '\\' && i + 5 < field.Length && field[i + 1] == 'u'
                && ushort.TryParse(field.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sign))
            {
                text.Append((char)sign);
                i += 5;
            }
            else
            {
                text.Append(field[i]);
            }
        return text.ToString();
    }
}
