using System.Text.Json;
using CcsPolicy.Web.Commands;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

public sealed class OutlineCommandTests
{
    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x20, 0x0a, 0x0a })]
    [InlineData(new byte[] { 0x00, 0x9f, 0xff, 0x03, 0x00, 0x81, 0xfe, 0x10, 0x02, 0x00, 0xc3, 0x28, 0xf5 })]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37, 0x0a })]
    public void A_file_without_readable_text_gives_an_empty_tree_and_the_reason(byte[] content)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(file, content);
        try
        {
            using var output = new MemoryStream();
            Assert.Equal(1, OutlineCommand.Run(VerbsTests.Call(OutlineCommand.Verb, file), output, TextWriter.Null));
            using var printed = JsonDocument.Parse(output.ToArray());
            Assert.Equal(0, printed.RootElement.GetProperty("nodes").GetArrayLength());
            var reason = Assert.Single(printed.RootElement.GetProperty("diagnostics").EnumerateArray());
            Assert.Equal("error", reason.GetProperty("severity").GetString());
            Assert.StartsWith("import.", reason.GetProperty("code").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
