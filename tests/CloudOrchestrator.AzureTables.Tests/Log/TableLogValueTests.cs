using System.Security.Cryptography;
using CloudOrchestrator.AzureTables.Log;

namespace CloudOrchestrator.AzureTables.Tests.Log;

/// <summary>Large values, unusual keys, and what fits into one append.</summary>
public sealed class TableLogValueTests : TableLogTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(64 << 10)]
    [InlineData((64 << 10) + 1)]
    [InlineData(PackedValue.InlineMax)]
    [InlineData(PackedValue.InlineMax + 1)]
    [InlineData(1_500_000)]
    [InlineData(2_000_000)]
    public async Task Value_Incompressible_IsReadBackEverywhere(int length)
    {
        var value = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(AppendOutcome.Stored, await Log.AppendAsync("pods", 0, [Put(1, "big", value), Put(2, "small")], default));
        var read = (await Log.ReadAsync("pods", 0, 10, default)).Records;
        Assert.Equal(value, read[0].Value.ToArray());
        Assert.Equal(value, (await Log.ReadObjectAsync("pods", new ObjectKey("ns", "big"), default))!.Value.ToArray());
        Assert.Equal(value, (await Log.ReadStateAsync("pods", default)).Objects[0].Value.ToArray());
    }

    [Fact]
    public async Task Value_Compressible_IsStoredSmall()
    {
        var value = "{\"x\":\"" + new string('x', 3_000_000) + "\"}";
        await Log.AppendAsync("pods", 0, [Put(1, "a", value)], default);
        Assert.Empty(await RowsAsync("s~"));
        Assert.InRange(Service.Seen.Last(request => request.IsBatch).Body.Length, 1, 10_000);
        Assert.Equal(value.Length, (await Log.ReadObjectAsync("pods", new ObjectKey("ns", "a"), default))!.Value.Length);
    }

    [Fact]
    public async Task TrimAsync_ValueStillPresent_IsKeptUntilItsSuccessorGoes()
    {
        var value = RandomNumberGenerator.GetBytes(1_500_000);
        await Log.AppendAsync("pods", 0, [Put(1, "a", value)], default);
        await Log.AppendAsync("pods", 1, [Put(2, "b"), Put(3, "c")], default);
        await Log.TrimAsync("pods", Time.AddDays(1), default);
        Assert.Equal(2, (await RowsAsync("s~")).Count);
        Assert.Equal(value, (await Log.ReadObjectAsync("pods", new ObjectKey("ns", "a"), default))!.Value.ToArray());

        await Log.AppendAsync("pods", 3, [Put(4, "a", "{}", 1)], default);
        await Log.TrimAsync("pods", Time.AddDays(1), default);
        Assert.Equal(2, (await RowsAsync("s~")).Count);
        await Log.AppendAsync("pods", 4, [Put(5, "d")], default);
        await Log.TrimAsync("pods", Time.AddDays(1), default);
        Assert.Empty(await RowsAsync("s~"));
        Assert.Equal(1, (await Log.ReadObjectAsync("pods", new ObjectKey("ns", "b"), default))!.Value.Length - 1);
    }

    [Fact]
    public async Task TrimAsync_LargeObjectDeleted_LeavesNothingOfIt()
    {
        var value = RandomNumberGenerator.GetBytes(600_000);
        await Log.AppendAsync("pods", 0, [Put(1, "a", value)], default);
        await Log.AppendAsync("pods", 1, [Delete(2, "a", value, 1)], default);
        Assert.Equal(value, (await Log.ReadAsync("pods", 1, 10, default)).Records[0].Value.ToArray());
        await Log.AppendAsync("pods", 2, [Put(3, "b")], default);
        await Log.TrimAsync("pods", Time.AddDays(1), default);
        Assert.Empty(await RowsAsync("s~"));
        Assert.Equal(["o~ns!b"], await RowsAsync("o~"));
    }

    [Fact]
    public async Task TrimAsync_YoungByTheServicesClock_IsKept()
    {
        await using var careful = Logs.Open(Service.ConnectionString, options: Logs.Options with { TrimAgeMin = TimeSpan.FromMinutes(10) });
        await careful.AppendAsync("pods", 0, [Put(1), Put(2)], default);
        await careful.TrimAsync("pods", Time.AddDays(1), default);
        Assert.Equal(2, (await RowsAsync("l~")).Count);
    }

    [Fact]
    public async Task TrimAsync_TwoAtOnce_EndWhereOneWould()
    {
        for (var i = 0; i < 10; i++)
            await Log.AppendAsync("pods", i * 40, [.. Enumerable.Range((i * 40) + 1, 40).Select(revision => Put(revision, $"n{revision}"))], default);
        await using var other = Logs.Open(Service.ConnectionString);
        await Task.WhenAll(Log.TrimAsync("pods", Time.AddDays(1), default), other.TrimAsync("pods", Time.AddDays(1), default));
        await Log.TrimAsync("pods", Time.AddDays(1), default);
        Assert.Single(await RowsAsync("l~"));
        Assert.Equal(400, (await Log.ReadStateAsync("pods", default)).Objects.Count);
        Assert.True((await Log.ReadAsync("pods", 398, 10, default)).Expired);
        Assert.Equal(400, Assert.Single((await Log.ReadAsync("pods", 399, 10, default)).Records).Revision);
    }

    [Fact]
    public async Task Keys_WithCharactersThatRowsMustNotHave_AreKept()
    {
        string[] names = ["a/b", "a\\b", "a#b", "a?b", "a%2Fb", "a'b", "a\u0001b", "a\u0085b", "ä€😀", "system:node:x", "=", "!", "~", "a b", new string('n', 500), new string('/', 300), new string('/', 301)];
        await Log.AppendAsync("apps/deploy'ments", 0, [.. names.Select((name, i) => Put(i + 1, name, $"{{\"i\":{i}}}"))], default);
        Assert.Equal(names, (await Log.ReadAsync("apps/deploy'ments", 0, 100, default)).Records.Select(record => record.Key.Name));
        for (var i = 0; i < names.Length; i++)
            Assert.Equal(i + 1, (await Log.ReadObjectAsync("apps/deploy'ments", new ObjectKey("ns", names[i]), default))!.Revision);
        Assert.Equal(names.Order(StringComparer.Ordinal), (await Log.ReadStateAsync("apps/deploy'ments", default)).Objects.Select(record => record.Key.Name));
        Assert.Equal(["apps/deploy'ments"], await Log.StreamsAsync(default));
    }

    [Fact]
    public async Task AppendAsync_AsMuchAsTheOptionsAllow_Fits()
    {
        // Nothing compresses, every record is another object, and the last value comes on top of a batch that was one byte short of full.
        const int Records = TableLogOptions.BatchRecordsMax;
        var each = (TableLogOptions.BatchBytesMax - 1) / (Records - 1);
        var records = Enumerable.Range(1, Records).Select(i => Put(i, $"{new string('n', 240)}{i}", RandomNumberGenerator.GetBytes(i < Records ? each : 1_600_000)));
        Assert.Equal(AppendOutcome.Stored, await Log.AppendAsync("pods", 0, [.. records], default));
        await using var other = Logs.Open(Service.ConnectionString);
        Assert.Equal(Records, (await other.ReadStateAsync("pods", default)).Objects.Count);
    }

    [Fact]
    public async Task AppendAsync_TooManyRecords_NamesTheLimit()
    {
        var records = Enumerable.Range(1, 51).Select(i => Put(i, $"n{i}")).ToArray();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync("pods", 0, records, default));
        Assert.Contains("100", error.Message, StringComparison.Ordinal);
        Assert.Contains("45 records", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Log.HeadAsync("pods", default));
    }

    [Fact]
    public async Task AppendAsync_TooManyBytes_NamesTheLimit()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync("pods", 0, [Put(1, "a", RandomNumberGenerator.GetBytes(4_000_000))], default));
        Assert.Contains("4194304", error.Message, StringComparison.Ordinal);
    }
}
