using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Training;

/// <summary>研修の識別子。</summary>
public readonly record struct CourseId(Guid Value) : ITypedId<CourseId>
{
    public static CourseId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>研修の内容の識別子。</summary>
public readonly record struct CourseVersionId(Guid Value) : ITypedId<CourseVersionId>
{
    public static CourseVersionId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>設問の識別子。The question through all its versions.</summary>
public readonly record struct QuestionId(Guid Value) : ITypedId<QuestionId>
{
    public static QuestionId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>設問の文の識別子。One version of a question.</summary>
public readonly record struct CourseQuestionId(Guid Value) : ITypedId<CourseQuestionId>
{
    public static CourseQuestionId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>受講の識別子。</summary>
public readonly record struct CourseAttemptId(Guid Value) : ITypedId<CourseAttemptId>
{
    public static CourseAttemptId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>研修計画の識別子。</summary>
public readonly record struct CoursePlanId(Guid Value) : ITypedId<CoursePlanId>
{
    public static CoursePlanId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>出席の識別子。</summary>
public readonly record struct CourseAttendanceId(Guid Value) : ITypedId<CourseAttendanceId>
{
    public static CourseAttendanceId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}
