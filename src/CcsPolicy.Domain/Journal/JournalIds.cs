using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Journal;

/// <summary>操作記録の識別子。</summary>
public readonly record struct JournalEntryId(Guid Value) : ITypedId<JournalEntryId>
{
    public static JournalEntryId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}
