using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Imports.Tables;

namespace CcsPolicy.Web.Features.Training;

/// <summary>出席の名簿のファイル。CSV or Excel: it becomes the lines that could as well be typed.</summary>
internal static class AttendanceFile
{
    public const int MostBytes = NumberFile.MostBytes;

    /// <summary>One staff number in a line: of the column that is called so, else of the first.</summary>
    public static Result<string> Read(byte[] bytes) => NumberFile.Read(bytes) is { } lines ? lines : TrainingErrors.ListUnreadable;
}
