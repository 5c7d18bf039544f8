namespace CcsPolicy.Web.Tests.Features.SigningIn;

/// <summary>The key of an app as the page shows it, read as the app reads it (base 32).</summary>
internal static class TypedKey
{
    public static byte[] BytesOf(string typed)
    {
        var bits = string.Concat(typed.Where(sign => sign != ' ')
            .Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
