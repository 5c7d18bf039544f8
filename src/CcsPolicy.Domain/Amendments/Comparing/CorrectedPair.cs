using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>
/// 訂正された対応。A person's word on which provision of the old text became which of the new one; it goes before keys and likeness.
/// With <see cref="LineageKey.None"/> on one side it says that the provision on the other side has no counterpart.
/// </summary>
public readonly record struct CorrectedPair(LineageKey Old, LineageKey New);
