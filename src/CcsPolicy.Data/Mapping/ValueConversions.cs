using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Notices;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CcsPolicy.Data.Mapping;

/// <summary>How the value types of the domain stand in columns, the same in every database.</summary>
internal static class ValueConversions
{
    public static void Apply(ModelConfigurationBuilder conventions)
    {
        Id<PersonId>(conventions);
        Id<DepartmentId>(conventions);
        Id<PostId>(conventions);
        Id<AssignmentId>(conventions);
        Id<PersonnelChangeId>(conventions);
        Id<EmploymentId>(conventions);
        Id<FormerNameId>(conventions);
        Id<DocumentId>(conventions);
        Id<EditionId>(conventions);
        Id<ImplementsLinkId>(conventions);
        Id<GuidelineId>(conventions);
        Id<GuidelineEditionId>(conventions);
        Id<GuidelineCitationId>(conventions);
        Id<OpennessDecisionId>(conventions);
        Id<ProvisionOpennessId>(conventions);
        Id<CustodyHandoverId>(conventions);
        Id<AmendmentId>(conventions);
        Id<ApprovalStepId>(conventions);
        Id<CommentId>(conventions);
        Id<GrantId>(conventions);
        Id<ConfirmationId>(conventions);
        Id<AccessRequestId>(conventions);
        Id<RequestStepId>(conventions);
        Id<GrantReviewId>(conventions);
        Id<TargetDecisionId>(conventions);
        Id<AcknowledgementId>(conventions);
        Id<CampaignId>(conventions);
        Id<SharedTerminalId>(conventions);
        Id<CourseId>(conventions);
        Id<CourseVersionId>(conventions);
        Id<QuestionId>(conventions);
        Id<CourseQuestionId>(conventions);
        Id<CourseAttemptId>(conventions);
        Id<CoursePlanId>(conventions);
        Id<CourseAttendanceId>(conventions);
        Id<MatterId>(conventions);
        Id<MailTemplateId>(conventions);
        Id<LeaveId>(conventions);
        Id<InformationSystemId>(conventions);
        Id<SystemUseId>(conventions);
        Id<JournalEntryId>(conventions);
        conventions.Properties<SealedText>().HaveConversion<SealedTextConverter, SealedTextComparer>();
        conventions.Properties<ContentHash>().HaveConversion<ContentHashConverter>().HaveMaxLength(64).AreUnicode(false);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40).AreUnicode(false);
    }

    private static void Id<TId>(ModelConfigurationBuilder conventions) where TId : struct, ITypedId<TId> =>
        conventions.Properties<TId>().HaveConversion<IdConverter<TId>>();

    private sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => FromGuid<TId>(value)) where TId : struct, ITypedId<TId>;

    // A static abstract member cannot stand in an expression tree.
    internal static TId FromGuid<TId>(Guid value) where TId : struct, ITypedId<TId> => TId.From(value);

    private sealed class SealedTextConverter() : ValueConverter<SealedText, byte[]>(text => text.ToArray(), bytes => new SealedText(bytes));

    private sealed class SealedTextComparer() : ValueComparer<SealedText>((a, b) => a.Equals(b), text => text.GetHashCode());

    private sealed class ContentHashConverter() : ValueConverter<ContentHash, string>(hash => hash.ToString(), text => Read(text));

    private static ContentHash Read(string text) => ContentHash.TryParse(text) ?? throw new InvalidDataException("A stored hash is damaged.");

    /// <summary>Instants are kept as UTC without an offset: SQLite cannot sort offsets, PostgreSQL refuses any but zero.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
        instant => instant.UtcDateTime, value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)));
}
