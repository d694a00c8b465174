using System.Text.Json.Nodes;
using CloudOrchestrator.Cli.Showing;

namespace CloudOrchestrator.Cli.Tests.Showing;

public sealed class ShowingTests
{
    [Fact]
    public void Render_Table_LooksLikeKubectls()
    {
        var table = JsonNode.Parse(
            """
            {"columnDefinitions":[{"name":"Name","priority":0},{"name":"Restarts"},{"name":"Node","priority":1},{"name":"Gates","priority":1}],
             "rows":[{"cells":["web-0",3,"node-1",null]},{"cells":["db",0,null,null]}]}
            """)!.AsObject();
        Assert.Equal("NAME    RESTARTS\nweb-0   3\ndb      0\n", TextTable.Render(table, wide: false).ReplaceLineEndings("\n"));
        Assert.Equal("NAME    RESTARTS   NODE\nweb-0   3          node-1\ndb      0          <none>\n", TextTable.Render(table, wide: true).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("""{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}""", "Ready", true)]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff","message":"no such image"}}}]}""", "no such image", false)]
    [InlineData("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","message":"0/3 nodes are available"}]}""", "0/3 nodes are available", false)]
    [InlineData("{}", "Pending", false)]
    public void OfPod_State_IsTheMostTellingReason(string status, string state, bool done)
    {
        var pod = JsonNode.Parse($$"""{"metadata":{"name":"p"},"spec":{"nodeName":"n"},"status":{{status}}}""")!.AsObject();
        Assert.Equal(new ProgressLine("p", "n", state, done), ProgressLine.OfPod(pod));
    }

    [Fact]
    public void Build_EveryCommand_HasAHelpText()
    {
        var commands = new Queue<System.CommandLine.Command>([CommandLine.Build(TimeProvider.System)]);
        while (commands.TryDequeue(out var command))
        {
            Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
            Assert.All(command.Options, option => Assert.True(option.Description is { Length: > 0 }, $"{command.Name} {option.Name}"));
            foreach (var inner in command.Subcommands)
                commands.Enqueue(inner);
        }
    }
}
