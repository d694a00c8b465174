using CloudOrchestrator.Simulation.Faults;

namespace CloudOrchestrator.Simulation.Ports;

/// <summary>How slow and how unreliable the way to the log is. Shared by all processes; faults are switched off to heal.</summary>
internal sealed class LogTroubles(TroubleCount count)
{
    /// <summary>Of a thousand appends, how many each fate but the good one gets.</summary>
    public int LostPerThousand { get; set; }

    /// <summary>Appends that are stored and whose reply is lost.</summary>
    public int ReplyLostPerThousand { get; set; }

    /// <summary>Appends that arrive after their sender has given up.</summary>
    public int LatePerThousand { get; set; }

    /// <summary>Requests that are refused by a throttled storage.</summary>
    public int ThrottledPerThousand { get; set; }

    /// <summary>Longest way of a request or reply.</summary>
    public TimeSpan LatencyMax { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>When a sender gives up.</summary>
    public TimeSpan Timeout { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Ends all faults.</summary>
    public void Heal() => (LostPerThousand, ReplyLostPerThousand, LatePerThousand, ThrottledPerThousand) = (0, 0, 0, 0);

    public AppendFate OfAppend(Random chance)
    {
        var dice = chance.Next(1000);
        var fate = (dice -= LostPerThousand) < 0 ? AppendFate.Lost
            : (dice -= ReplyLostPerThousand) < 0 ? AppendFate.ReplyLost
            : (dice -= LatePerThousand) < 0 ? AppendFate.Late
            : (dice -= ThrottledPerThousand) < 0 ? AppendFate.Throttled
            : AppendFate.Stored;
        if (fate != AppendFate.Stored)
            count.Add();
        return fate;
    }

    public bool FailsRead(Random chance)
    {
        if (ThrottledPerThousand == 0 || chance.Next(1000) >= ThrottledPerThousand)
            return false;
        count.Add();
        return true;
    }

    // Mostly short, now and then long.
    public TimeSpan Latency(Random chance) => LatencyMax * (chance.Next(10) == 0 ? chance.NextDouble() : chance.NextDouble() / 10);

    public TimeSpan Lateness(Random chance) => TimeSpan.FromSeconds(chance.NextDouble() * 3);
}
