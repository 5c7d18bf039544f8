namespace CcsPolicy.Domain.Basics;

/// <summary>
/// 封緘された文。Words that hang on a document as they are kept: sealed under the document's own key, which the database does not hold.
/// What is inside is opened only by the store, and only for a reader who may know the document.
/// </summary>
public readonly record struct SealedText
{
    private readonly byte[]? bytes;

    public SealedText(byte[] bytes) => this.bytes = bytes;

    public ReadOnlyMemory<byte> Bytes => bytes;

    public bool IsEmpty => bytes is null or { Length: 0 };

    public static SealedText Empty => default;

    /// <summary>A copy, so that nobody changes what is kept.</summary>
    public byte[] ToArray() => bytes is null ? [] : [.. bytes];

    public bool Equals(SealedText other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(bytes!.Length, bytes[^1], bytes[0]);
}
