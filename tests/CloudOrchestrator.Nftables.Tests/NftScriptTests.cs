using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables.Tests;

public sealed class NftScriptTests
{
    private static readonly Backend First = new("10.244.1.2", 8080);
    private static readonly Backend Second = new("10.244.2.2", 8080);

    [Fact]
    public void Change_BackendAdded_RewritesOneChainOnly() => Assert.Equal(
        """
        flush chain ip cloudorchestrator svc-default/web/tcp/http
        add rule ip cloudorchestrator svc-default/web/tcp/http ip saddr != 10.244.0.0/16 meta mark set meta mark or 0x4000
        add rule ip cloudorchestrator svc-default/web/tcp/http meta l4proto tcp dnat ip to numgen random mod 2 map { 0 : 10.244.1.2 . 8080, 1 : 10.244.2.2 . 8080 }

        """,
        Change(RuleSets.Web(First), RuleSets.Web(First, Second)));

    [Fact]
    public void Change_ServiceAdded_AddsItsChainAndElements() => Assert.Equal(
        """
        add chain ip cloudorchestrator svc-default/web/tcp/http
        add element ip cloudorchestrator addresses { 10.96.0.5 . tcp . 80 : goto svc-default/web/tcp/http }
        add element ip cloudorchestrator node-ports { tcp . 30080 : goto svc-default/web/tcp/http }
        add rule ip cloudorchestrator svc-default/web/tcp/http ip saddr != 10.244.0.0/16 meta mark set meta mark or 0x4000
        add rule ip cloudorchestrator svc-default/web/tcp/http meta l4proto tcp dnat ip to 10.244.1.2:8080

        """,
        Change(RuleSets.Of([], []), RuleSets.Web(First)));

    [Fact]
    public void Change_ServiceRemoved_RemovesElementsAndEmptiesItsChain()
    {
        var (before, after) = (RuleSets.Web(First), RuleSets.Of([], []));
        Assert.Equal(
            """
            delete element ip cloudorchestrator addresses { 10.96.0.5 . tcp . 80 }
            delete element ip cloudorchestrator node-ports { tcp . 30080 }
            flush chain ip cloudorchestrator svc-default/web/tcp/http

            """,
            Change(before, after));
        Assert.Equal("delete chain ip cloudorchestrator svc-default/web/tcp/http\n", NftScript.Delete(NftScript.Leftovers(NftLayout.Of(before), NftLayout.Of(after))));
    }

    [Fact]
    public void Change_EndpointsLost_RefusesInsteadOfForwarding()
    {
        var address = new ServiceAddress("10.96.0.5", Transport.Tcp, 80);
        var before = RuleSets.Of([(address, RuleSets.To("default/web/tcp/http"))], [("default/web/tcp/http", RuleSets.Tcp(First))]);
        var after = RuleSets.Of([(address, new ServiceTarget(null, null, Refusal.Reject))], []);
        Assert.Equal(
            """
            delete element ip cloudorchestrator addresses { 10.96.0.5 . tcp . 80 }
            add element ip cloudorchestrator refused-addresses { 10.96.0.5 . tcp . 80 : goto refuse }
            flush chain ip cloudorchestrator svc-default/web/tcp/http

            """,
            Change(before, after));
    }

    [Fact]
    public void Change_ClientAffinity_KeepsASetOfClientsPerBackend() => Assert.Equal(
        """
        add set ip cloudorchestrator affinity-6aeca75f1a30 { type ipv4_addr; size 65535; flags dynamic,timeout; timeout 3600s; }
        add chain ip cloudorchestrator ep-default/web/tcp/http/10.244.1.2/8080
        add chain ip cloudorchestrator svc-default/web/tcp/http
        add element ip cloudorchestrator addresses { 10.96.0.5 . tcp . 80 : goto svc-default/web/tcp/http }
        add rule ip cloudorchestrator ep-default/web/tcp/http/10.244.1.2/8080 update @affinity-6aeca75f1a30 { ip saddr }
        add rule ip cloudorchestrator ep-default/web/tcp/http/10.244.1.2/8080 meta l4proto tcp dnat ip to 10.244.1.2:8080
        add rule ip cloudorchestrator svc-default/web/tcp/http ip saddr != 10.244.0.0/16 meta mark set meta mark or 0x4000
        add rule ip cloudorchestrator svc-default/web/tcp/http ip saddr @affinity-6aeca75f1a30 goto ep-default/web/tcp/http/10.244.1.2/8080
        add rule ip cloudorchestrator svc-default/web/tcp/http numgen random mod 1 vmap { 0 : goto ep-default/web/tcp/http/10.244.1.2/8080 }

        """,
        Change(
            RuleSets.Of([], []),
            RuleSets.Of(
                [(new ServiceAddress("10.96.0.5", Transport.Tcp, 80), RuleSets.To("default/web/tcp/http"))],
                [("default/web/tcp/http", RuleSets.Tcp(First) with { AffinitySeconds = 3600 })])));

    [Fact]
    public void Change_ExternalPolicyLocalWithSourceRanges_ChecksSendersFirst() => Assert.Equal(
        """
        add chain ip cloudorchestrator ext-default/web/tcp/http
        add chain ip cloudorchestrator ranges-9e6315b57545
        add chain ip cloudorchestrator svc-default/web/tcp/http
        add chain ip cloudorchestrator svc-default/web/tcp/http/local
        add element ip cloudorchestrator addresses { 192.0.2.9 . tcp . 80 : goto ext-default/web/tcp/http }
        add element ip cloudorchestrator source-ranges { 192.0.2.9 . tcp . 80 : goto ranges-9e6315b57545 }
        add rule ip cloudorchestrator ext-default/web/tcp/http ip saddr 10.244.0.0/16 goto svc-default/web/tcp/http
        add rule ip cloudorchestrator ext-default/web/tcp/http fib saddr type local goto svc-default/web/tcp/http
        add rule ip cloudorchestrator ext-default/web/tcp/http goto svc-default/web/tcp/http/local
        add rule ip cloudorchestrator ranges-9e6315b57545 ip saddr { 198.51.100.0/24 } return
        add rule ip cloudorchestrator ranges-9e6315b57545 drop
        add rule ip cloudorchestrator svc-default/web/tcp/http ip saddr != 10.244.0.0/16 meta mark set meta mark or 0x4000
        add rule ip cloudorchestrator svc-default/web/tcp/http meta l4proto tcp dnat ip to numgen random mod 2 map { 0 : 10.244.1.2 . 8080, 1 : 10.244.2.2 . 8080 }
        add rule ip cloudorchestrator svc-default/web/tcp/http/local meta l4proto tcp dnat ip to 10.244.1.2:8080

        """,
        Change(
            RuleSets.Of([], []),
            RuleSets.Of(
                [
                    (new ServiceAddress("192.0.2.9", Transport.Tcp, 80),
                        new ServiceTarget("default/web/tcp/http", "default/web/tcp/http/local", Refusal.None) { SourceRanges = ["198.51.100.0/24"] }),
                ],
                [
                    ("default/web/tcp/http", RuleSets.Tcp(First, Second)),
                    ("default/web/tcp/http/local", RuleSets.Tcp(First) with { MasqueradeOutsiders = false }),
                ])));

    [Fact]
    public void Replace_NoServices_WritesTheHooks() => Assert.Equal(
        """
        add table ip cloudorchestrator
        delete table ip cloudorchestrator
        add table ip cloudorchestrator
        add map ip cloudorchestrator addresses { type ipv4_addr . inet_proto . inet_service : verdict; }
        add set ip cloudorchestrator hairpins { type ipv4_addr . ipv4_addr; }
        add map ip cloudorchestrator node-ports { type inet_proto . inet_service : verdict; }
        add map ip cloudorchestrator refused-addresses { type ipv4_addr . inet_proto . inet_service : verdict; }
        add map ip cloudorchestrator refused-node-ports { type inet_proto . inet_service : verdict; }
        add map ip cloudorchestrator source-ranges { type ipv4_addr . inet_proto . inet_service : verdict; }
        add chain ip cloudorchestrator filter-forward { type filter hook forward priority 0; policy accept; }
        add chain ip cloudorchestrator filter-input { type filter hook input priority 0; policy accept; }
        add chain ip cloudorchestrator filter-output { type filter hook output priority 0; policy accept; }
        add chain ip cloudorchestrator filter-prerouting { type filter hook prerouting priority -110; policy accept; }
        add chain ip cloudorchestrator nat-output { type nat hook output priority -100; policy accept; }
        add chain ip cloudorchestrator nat-postrouting { type nat hook postrouting priority 100; policy accept; }
        add chain ip cloudorchestrator nat-prerouting { type nat hook prerouting priority -100; policy accept; }
        add chain ip cloudorchestrator refusals
        add chain ip cloudorchestrator refuse
        add chain ip cloudorchestrator services
        add element ip cloudorchestrator hairpins { 10.244.1.2 . 10.244.1.2 }
        add rule ip cloudorchestrator filter-forward ct state new jump refusals
        add rule ip cloudorchestrator filter-input ct state new jump refusals
        add rule ip cloudorchestrator filter-output ct state new jump refusals
        add rule ip cloudorchestrator filter-prerouting ct state new ip daddr . meta l4proto . th dport vmap @source-ranges
        add rule ip cloudorchestrator nat-output jump services
        add rule ip cloudorchestrator nat-postrouting meta mark and 0x4000 == 0x4000 meta mark set meta mark and 0xffffbfff masquerade fully-random
        add rule ip cloudorchestrator nat-postrouting ct status dnat ip saddr . ip daddr @hairpins masquerade fully-random
        add rule ip cloudorchestrator nat-postrouting ip saddr 10.244.1.0/24 ip daddr != 10.244.0.0/16 ip daddr != 224.0.0.0/4 masquerade fully-random
        add rule ip cloudorchestrator nat-prerouting jump services
        add rule ip cloudorchestrator refusals ip daddr . meta l4proto . th dport vmap @refused-addresses
        add rule ip cloudorchestrator refusals fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @refused-node-ports
        add rule ip cloudorchestrator refuse meta l4proto tcp reject with tcp reset
        add rule ip cloudorchestrator refuse reject with icmp port-unreachable
        add rule ip cloudorchestrator services ip daddr . meta l4proto . th dport vmap @addresses
        add rule ip cloudorchestrator services fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @node-ports

        """,
        NftScript.Replace(NftLayout.Of(RuleSets.Of([], [], "10.244.1.2"))));

    [Fact]
    public void Change_SameRulesInAnotherOrder_IsEmpty() => Assert.Equal("", Change(RuleSets.Web(First, Second), RuleSets.Web(First, Second)));

    [Fact]
    public void Chains_LongNames_StayShortAndDistinct()
    {
        var names = Enumerable.Range(0, 100).Select(number => NftNames.Balancer($"{new string('n', 63)}/{new string('s', 63)}/tcp/p{number}")).ToHashSet();
        Assert.Equal(100, names.Count);
        Assert.All(names, name => Assert.True(name.Length <= 127, name));
    }

    private static string Change(RuleSet before, RuleSet after) => NftScript.Change(NftLayout.Of(before), NftLayout.Of(after));
}
