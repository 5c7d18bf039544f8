using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Domain.Journal;
using Xunit;

namespace CcsPolicy.Domain.Tests.Journal;

public sealed class CheckpointTests
{
    private static readonly Checkpoint One = new("aoba.example/general", 1234, TreeHash.OfLeaf("a record"u8), new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_checkpoint_is_read_as_it_was_written()
    {
        Assert.Equal($"aoba.example/general\n1234\n{One.Root}\nat 2026-11-28T09:00:00Z\n", One.Write());
        Assert.Equal(One, Checkpoint.TryParse(One.Write()));
    }

    [Theory]
    [InlineData("\n1234\n", "\n01234\n")]
    [InlineData("\n1234\n", "\n+1234\n")]
    [InlineData("\n1234\n", "\n12 34\n")]
    [InlineData("aoba.example/general\n", "\n")]
    [InlineData("T09:00:00Z", "T09:00:00+00:00")]
    [InlineData("at ", "")]
    [InlineData("=\n", "=\n\n")]
    public void Anything_else_is_none(string words, string others) => Assert.Null(Checkpoint.TryParse(One.Write().Replace(words, others, StringComparison.Ordinal)));

    [Fact]
    public void A_note_is_signed_by_its_key_and_by_no_other()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var note = SignedNote.Sign(One.Write(), "aoba.example/general", key);
        var read = SignedNote.TryParse(note.Write());
        Assert.Equal(note, read);
        Assert.True(read!.IsSignedBy(key));
        Assert.False(read.IsSignedBy(other));
        Assert.False((read with { Text = (One with { Size = 1233 }).Write() }).IsSignedBy(key));
        Assert.False((read with { Signature = "AAAA" }).IsSignedBy(key));
        Assert.False((read with { Signature = "not base 64" }).IsSignedBy(key));
    }

    [Fact]
    public void A_signature_and_a_hash_have_one_way_of_writing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var note = SignedNote.Sign(One.Write(), "name", key);
        // Its length is that of the numbers in it: only some leave bits of the last sign without a meaning.
        while (!note.Signature.EndsWith('='))
            note = SignedNote.Sign(One.Write(), "name", key);
        Assert.False((note with { Signature = Otherwise(note.Signature) }).IsSignedBy(key));
        Assert.Equal(Convert.FromBase64String(note.Signature), Convert.FromBase64String(Otherwise(note.Signature)));
        Assert.Null(TreeHash.TryParse(Otherwise(One.Root.ToString())));

        // The next letter after the last, which differs in the last bit alone.
        static string Otherwise(string base64) =>
            base64.TrimEnd('=') is var signs ? signs[..^1] + (char)(signs[^1] + 1) + base64[signs.Length..] : "";
    }

    [Fact]
    public void The_id_of_a_key_is_the_beginning_of_the_hash_of_its_public_part()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = Convert.FromBase64String(SignedNote.Sign("text\n", "name", key).Signature);
        Assert.Equal(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..4], signature[..4]);
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes("text\n"), signature.AsSpan(4), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Theory]
    [InlineData("text\n", "")]
    [InlineData("text\n", "a name")]
    [InlineData("text\n", "a+name")]
    [InlineData("text", "name")]
    public void What_no_reader_could_take_apart_is_not_signed(string text, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Throws<ArgumentException>(() => SignedNote.Sign(text, name, key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n— name AAAA\n")]
    [InlineData("text\n\n— name AAAA")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n- name AAAA\n")]
    [InlineData("text\n\n— name AAAA\n— name BBBB\n")]
    public void What_is_no_note_with_one_signature_is_none(string written) => Assert.Null(SignedNote.TryParse(written));
}
