using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Imports;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>outline FILE</c>: prints how a file is read, as JSON. Runs without web host and database, so that an officer can try a text
/// before it is imported and a script can compare readings.
/// </summary>
internal static class OutlineCommand
{
    public const string Verb = "outline";

    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static int Run(VerbCall call, Stream output, TextWriter errors)
    {
        if (GivenText.Bytes(call.Words[0], errors) is not { } bytes)
            return 1;
        var source = SourceFile.Read(bytes, Path.GetFileName(call.Words[0]));
        if (source.Error is { } refusal)
            errors.WriteLine($"{refusal.Japanese} / {refusal.English}");
        using var json = new Utf8JsonWriter(output, Layout);
        Write(json, source.Error is { } reason ? Unread(reason) : ProvisionText.Read(source.Value.Text));
        json.Flush();
        output.WriteByte((byte)'\n');
        return source.Error is null ? 0 : 1;
    }

    /// <summary>A file that holds no text to read gives the empty tree, and says why.</summary>
    private static ProvisionReading Unread(DomainError reason) =>
        ProvisionText.Read("") with { Diagnostics = [new TextDiagnostic(1, 1, DiagnosticSeverity.Error, reason.Code, reason.Japanese, reason.English)] };

    internal static void Write(Utf8JsonWriter json, ProvisionReading reading)
    {
        json.WriteStartObject();
        json.WriteString("title", reading.Tree.Title);
        WriteDate(json, "enacted", reading.History.Enacted);
        json.WriteStartArray("amendments");
        foreach (var amendment in reading.History.Amendments)
            json.WriteStringValue(Iso(amendment));
        json.WriteEndArray();
        if (reading.History.Replaces is { } replaced)
        {
            json.WriteStartObject("replaces");
            json.WriteString("title", replaced.Title);
            WriteDate(json, "enacted", replaced.Enacted);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("replaces");
        }
        WriteNodes(json, reading.Tree);
        WriteMeaning(json, reading);
        json.WriteStartArray("diagnostics");
        foreach (var finding in reading.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteNumber("line", finding.Line);
            json.WriteNumber("column", finding.Column);
            json.WriteString("severity", Severity(finding.Severity));
            json.WriteString("code", finding.Code);
            json.WriteString("message", finding.Japanese);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNodes(Utf8JsonWriter json, ProvisionTree tree)
    {
        json.WriteStartArray("nodes");
        foreach (var (provision, depth) in tree.All())
        {
            json.WriteStartObject();
            json.WriteString("label", provision.Label);
            json.WriteString("heading", provision.Heading);
            json.WriteNumber("depth", depth);
            json.WriteString("kind", Kind(provision.Kind));
            json.WriteString("text", provision.Text);
            json.WriteNumber("line", provision.Line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteMeaning(Utf8JsonWriter json, ProvisionReading reading)
    {
        json.WriteStartArray("definitions");
        foreach (var definition in reading.Definitions)
        {
            json.WriteStartObject();
            json.WriteString("term", definition.Term);
            json.WriteString("text", definition.Text);
            json.WriteString("at", definition.At?.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("references");
        foreach (var reference in reading.References)
        {
            json.WriteStartObject();
            json.WriteString("at", reference.At.ToString());
            json.WriteString("text", reference.Written);
            json.WriteStartArray("to");
            foreach (var target in reference.To)
                json.WriteStringValue(target.ToString());
            json.WriteEndArray();
            json.WriteBoolean("external", reference.External);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("effective");
        foreach (var effective in reading.Effective)
        {
            json.WriteStartObject();
            json.WriteString("at", effective.At.ToString());
            WriteDate(json, "date", effective.Date);
            json.WriteString("kind", Kind(effective.Kind));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteDate(Utf8JsonWriter json, string name, WrittenDate? date)
    {
        if (date is null)
            json.WriteNull(name);
        else
            json.WriteString(name, Iso(date));
    }

    private static string Iso(WrittenDate date) => date.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Information => "information",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Error => "error",
    };

    private static string Kind(EffectiveKind kind) => kind switch
    {
        EffectiveKind.InForce => "in-force",
        EffectiveKind.AppliesFrom => "applies-from",
        EffectiveKind.Expires => "expires",
    };

    private static string Kind(ProvisionKind kind) => kind switch
    {
        ProvisionKind.Part => "part",
        ProvisionKind.Chapter => "chapter",
        ProvisionKind.Section => "section",
        ProvisionKind.Subsection => "subsection",
        ProvisionKind.Division => "division",
        ProvisionKind.Article => "article",
        ProvisionKind.Paragraph => "paragraph",
        ProvisionKind.Item => "item",
        ProvisionKind.Subitem1 => "subitem1",
        ProvisionKind.Subitem2 => "subitem2",
        ProvisionKind.Subitem3 => "subitem3",
        ProvisionKind.SupplementaryProvision => "suppl",
        ProvisionKind.Appendix => "appendix",
        ProvisionKind.Form => "form",
    };
}
