/**
 * A certificate of nobody's, for `secure.test`, that signs itself: the doubles of the tests speak TLS with it. It
 * holds from 2000 to 2125, whatever the clock of the machine says.
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtzZWN1cmUu
dGVzdDAgFw0wMDAxMDEwMDAwMDBaGA8yMTI2MDEwMTAwMDAwMFowFjEUMBIGA1UE
AwwLc2VjdXJlLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT+YtAzqSS2
FGYiT9p1njft7E1aLWSYzdBI5LDY+Ty0ZsfGXdkd/1pG/VwQ07ZC5sdBhIIq++G0
2XwM4NiP79X2o0owSDAdBgNVHQ4EFgQUQ6NcPkPAOZcNM/IPNEeSwr2JpTUwDwYD
VR0TAQH/BAUwAwEB/zAWBgNVHREEDzANggtzZWN1cmUudGVzdDAKBggqhkjOPQQD
AgNHADBEAiBYV5mDAEmUkxwfqdZKWnu2DdR1aMiyDc/8QHPT0w037AIgEJyRq3iK
rsrkdDhqVV8RLCCXkomiA5nXDi7PTc1vems=
-----END CERTIFICATE-----
`

export const certificateKey = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIC49zUyXHJtmv9O47k5gFzIlfWGZArr1yTMb/VSwgkaloAoGCCqGSM49
AwEHoUQDQgAE/mLQM6kkthRmIk/adZ437exNWi1kmM3QSOSw2Pk8tGbHxl3ZHf9a
Rv1cENO2QubHQYSCKvvhtNl8DODYj+/V9g==
-----END EC PRIVATE KEY-----
`
