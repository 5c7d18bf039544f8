using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.People;

/// <summary>個人の識別子。</summary>
public readonly record struct PersonId(Guid Value) : ITypedId<PersonId>
{
    public static PersonId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>所属の識別子。</summary>
public readonly record struct DepartmentId(Guid Value) : ITypedId<DepartmentId>
{
    public static DepartmentId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>職の識別子。</summary>
public readonly record struct PostId(Guid Value) : ITypedId<PostId>
{
    public static PostId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>在任の識別子。</summary>
public readonly record struct AssignmentId(Guid Value) : ITypedId<AssignmentId>
{
    public static AssignmentId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>雇用の識別子。</summary>
public readonly record struct EmploymentId(Guid Value) : ITypedId<EmploymentId>
{
    public static EmploymentId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>情報システムの識別子。</summary>
public readonly record struct InformationSystemId(Guid Value) : ITypedId<InformationSystemId>
{
    public static InformationSystemId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>利用システムの識別子。</summary>
public readonly record struct SystemUseId(Guid Value) : ITypedId<SystemUseId>
{
    public static SystemUseId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>旧名称の識別子。</summary>
public readonly record struct FormerNameId(Guid Value) : ITypedId<FormerNameId>
{
    public static FormerNameId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}
