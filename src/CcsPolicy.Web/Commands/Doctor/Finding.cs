namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>診断の重さ。</summary>
internal enum Weight
{
    /// <summary>異常なし</summary>
    Sound,

    /// <summary>注意: the portal runs, and something will be missed one day.</summary>
    Warning,

    /// <summary>異常: the portal does not run, or does not keep what it promises.</summary>
    Fault,
}

/// <summary>診断の結果。What was looked at, what was found, and how to mend it, in Japanese and English.</summary>
internal sealed record Finding(Weight Weight, string Subject, string Japanese, string English);
