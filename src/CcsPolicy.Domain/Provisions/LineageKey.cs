namespace CcsPolicy.Domain.Provisions;

/// <summary>
/// 系譜キー。The identity of a provision through all editions: it survives renumbering and moving, while a
/// <see cref="ProvisionPath"/> is only the address in one edition. <see cref="None"/> until an edition or a draft gives it one.
/// </summary>
public readonly record struct LineageKey(Guid Value)
{
    public static LineageKey None => default;

    public bool IsNone => Value == Guid.Empty;

    public override string ToString() => Value.ToString("N");

    public static LineageKey? TryParse(string? text) =>
        Guid.TryParseExact(text, "N", out var value) && value != Guid.Empty ? new LineageKey(value) : null;
}
