using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace CcsPolicy.Web.Shell.Ui;

/// <summary>A QR code as SVG with a name; one path, black on white in every theme, because cameras want it so.</summary>
internal static class QrImage
{
    private const int PixelsPerModule = 4;

    public static string Of(string words, string name)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(words, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        // The matrix comes with its own quiet margin; a viewBox of its size keeps it.
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Length; x++)
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        var size = rows.Count;
        return $"""<svg viewBox="0 0 {size} {size}" width="{size * PixelsPerModule}" height="{size * PixelsPerModule}" role="img" aria-label="{WebUtility.HtmlEncode(name)}" shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/></svg>""";
    }
}
