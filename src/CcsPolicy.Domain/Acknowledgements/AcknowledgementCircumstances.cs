using System.Collections.Immutable;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>確認の方法。By what somebody acknowledged.</summary>
public enum AcknowledgementMethod
{
    /// <summary>自分の画面: signed in, on a screen.</summary>
    OwnScreen,

    /// <summary>署名簿: signed on a printed sheet, entered by the manager.</summary>
    PrintedSheet,

    /// <summary>共用端末: with a PIN, at a terminal that the manager had opened.</summary>
    SharedTerminal,
}

/// <summary>示したもの。What the page of the acknowledgement had shown.</summary>
public enum ShownText
{
    /// <summary>全文へのリンク: the whole text was one link away.</summary>
    Whole,

    /// <summary>新旧対照表: what changed since <see cref="AcknowledgementCircumstances.Since"/>, in one table.</summary>
    Changes,

    /// <summary>変わった条ごと: each of them on a page of its own, one after the other to the last.</summary>
    EachChange,
}

/// <summary>確認の状況。Where the person stood and what was shown when the person acknowledged: as it was then, whatever is recorded afterwards.</summary>
/// <param name="Department">所属</param>
/// <param name="Post">職</param>
/// <param name="Since">The edition against which changes were shown; null where none were.</param>
public sealed record AcknowledgementCircumstances(
    DepartmentId? Department, PostId? Post, AcknowledgementMethod Method = AcknowledgementMethod.OwnScreen, ShownText Shown = ShownText.Whole, EditionId? Since = null)
{
    /// <summary>Who entered it from paper.</summary>
    public PersonId? EnteredBy { get; init; }

    /// <summary>The scan of the paper among the files.</summary>
    public Guid? Scan { get; init; }

    /// <summary>共用端末 at which it was made.</summary>
    public SharedTerminalId? Terminal { get; init; }

    /// <summary>The attempts in which the questions were answered that were asked before.</summary>
    public ImmutableArray<CourseAttemptId> AnsweredIn { get; init; } = [];

    public static AcknowledgementCircumstances None { get; } = new(null, null);
}
