namespace CcsPolicy.Domain.Provisions;

/// <summary>
/// 条項の所在。The address of a provision in one edition, short and fit for a URL fragment: one segment per level that carries the
/// numbering (第6条第3項第1号 and 6(3)① are both <c>6.3.1</c>), chapters left out because articles are numbered through them.
/// ProvisionPaths is for making all paths of a tree and finding by path.
/// </summary>
public readonly record struct ProvisionPath(string Value)
{
    public override string ToString() => Value ?? "";
}
