using System.Security.Cryptography;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>署名を認める鍵。The public keys whose signatures count for whoever verifies, each with the id by which a signature names it: that of the installation, and former ones that its operator has named.</summary>
internal sealed class TrustedKeys(IReadOnlyList<ECDsa> keys)
{
    private readonly IReadOnlyList<(ECDsa Key, byte[] Id)> all = [.. keys.Select(key => (key, SignedNote.IdOf(key)))];

    public bool IsEmpty => all.Count == 0;

    /// <summary>The first eight hexadecimal digits of the SHA-256 of each.</summary>
    public IReadOnlyList<string> Ids => [.. all.Select(one => Convert.ToHexStringLower(one.Id))];

    public bool HaveSigned(SignedNote note) => all.Any(one => note.IsSignedBy(one.Key, one.Id));

    /// <summary>Whether the present one has, which stands first.</summary>
    public bool HasSignedNow(SignedNote note) => all.Count > 0 && note.IsSignedBy(all[0].Key, all[0].Id);

    /// <summary>Whether one of them has signed what an entry tells of a restore.</summary>
    public bool HaveSigned(IReadOnlyDictionary<string, string> restore) => all.Any(one => Restores.AreSigned(restore, one.Key, one.Id));

    /// <summary>The same for another thread: a key serves one.</summary>
    public TrustedKeys Copy() => new([.. all.Select(one => ECDsa.Create(one.Key.ExportParameters(includePrivateParameters: false)))]);
}
