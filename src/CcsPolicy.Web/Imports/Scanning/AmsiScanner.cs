using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace CcsPolicy.Web.Imports.Scanning;

/// <summary>AMSI による検査。Whatever scanner Windows has registered (Defender, when there is no other) by the Antimalware Scan Interface, from memory.</summary>
[SupportedOSPlatform("windows")]
internal sealed class AmsiScanner : MalwareScanner
{
    /// <summary>From here on Windows refuses it by its rules, and from 0x8000 on it is known to be bad.</summary>
    private const int Refused = 0x4000;

    private const string Interface = "amsi.dll";

    public override Task<ScanAnswer> LookAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => Task.Run(() => Look(bytes.ToArray()), cancel);

    private static ScanAnswer Look(byte[] bytes)
    {
        try
        {
            if (AmsiInitialize("CcsPolicy", out var context) is not 0 and var refused)
                return NotLooked(refused);
            try
            {
                return AmsiScanBuffer(context, bytes, (uint)bytes.Length, "upload", 0, out var found) is not 0 and var failed ? NotLooked(failed)
                    : found >= Refused ? new ScanAnswer(ScanOutcome.Malware, "AMSI " + found.ToString("x", CultureInfo.InvariantCulture)) : new ScanAnswer(ScanOutcome.Clean);
            }
            finally
            {
                AmsiUninitialize(context);
            }
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            return new ScanAnswer(ScanOutcome.NotLooked, fault.Message);
        }
    }

    private static ScanAnswer NotLooked(int code) => new(ScanOutcome.NotLooked, "AMSI 0x" + code.ToString("x8", CultureInfo.InvariantCulture));

    [DllImport(Interface, CharSet = CharSet.Unicode, ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int AmsiInitialize(string appName, out nint context);

    [DllImport(Interface, ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void AmsiUninitialize(nint context);

    [DllImport(Interface, CharSet = CharSet.Unicode, ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int AmsiScanBuffer(nint context, byte[] buffer, uint length, string contentName, nint session, out int result);
}
